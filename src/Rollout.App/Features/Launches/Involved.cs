using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Features.Launches;

/// <summary>A launch, its branch, and its director if there is one who can be reached by mail.</summary>
internal sealed record Involved(LaunchId Launch, Branch Branch, Person? Director);

internal static class InvolvedPeople
{
    /// <summary>The launches of a wave with their branches and directors, in the lead's order.</summary>
    public static Task<List<Involved>> InvolvedInAsync(this RolloutDb db, WaveId wave, CancellationToken ct) =>
        db.Launches.IgnoreQueryFilters().Where(l => l.Wave == wave).InvolvedAsync(db, ct);

    /// <summary>One launch with its branch and director.</summary>
    public static async Task<Involved> InvolvedInAsync(this RolloutDb db, LaunchId launch, CancellationToken ct) =>
        (await db.Launches.Where(l => l.Id == launch).InvolvedAsync(db, ct)).Single();

    /// <summary>The leads who can be reached by mail.</summary>
    public static Task<List<Person>> LeadsAsync(this RolloutDb db, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => p.IsLead && p.Active && p.Email != null).ToListAsync(ct);

    private static Task<List<Involved>> InvolvedAsync(this IQueryable<Launch> launches, RolloutDb db, CancellationToken ct) => (
        from launch in launches
        join branch in db.Branches on launch.Branch equals branch.Id
        join person in db.People.Where(p => p.Active && p.Email != null) on branch.Director equals (PersonId?)person.Id into directors
        from director in directors.DefaultIfEmpty()
        orderby branch.Position
        select new Involved(launch.Id, branch, director)).AsNoTracking().ToListAsync(ct);
}
