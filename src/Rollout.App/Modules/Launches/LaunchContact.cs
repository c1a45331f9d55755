using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches;

/// <summary>A launch with its branch and the person to contact: the director if they can be reached by mail, or a deputy.</summary>
/// <param name="NamedBy">The name of the director who named the deputy; null for the director.</param>
internal sealed record LaunchContact(LaunchId Launch, Branch Branch, Person? Director, string? NamedBy = null);

internal static class LaunchContactQueries
{
    /// <summary>The launches of a wave with their branches and directors, in the lead's order.</summary>
    public static Task<List<LaunchContact>> InvolvedInAsync(this RolloutDb db, WaveId wave, CancellationToken ct) =>
        db.Launches.WithRehearsals().Where(l => l.Wave == wave).InvolvedAsync(db, ct);

    /// <summary>One launch with its branch and director.</summary>
    public static async Task<LaunchContact> InvolvedInAsync(this RolloutDb db, LaunchId launch, CancellationToken ct) =>
        (await db.Launches.Where(l => l.Id == launch).InvolvedAsync(db, ct)).Single();

    /// <summary>The people who sign on this day: directors who can be reached, and the deputies named for it. Per branch the director comes first.</summary>
    public static async Task<IReadOnlyList<LaunchContact>> GetSignersAsync(this IEnumerable<LaunchContact> involved, RolloutDb db, LocalDate today, CancellationToken ct)
    {
        var places = involved.ToDictionary(i => i.Branch.Id);
        var deputies = await (
            from deputy in db.Deputies
            join person in db.People on deputy.Person equals person.Id
            join director in db.People on deputy.NamedBy equals director.Id
            where places.Keys.Contains(deputy.Branch) && deputy.EndedAt == null && deputy.From <= today && deputy.Until >= today && person.Active && person.Email != null
            orderby deputy.NamedAt
            select new { deputy.Branch, Person = person, NamedBy = director.Name }).AsNoTracking().ToListAsync(ct);
        return
        [
            .. places.Values.Where(i => i.Director is not null),
            .. deputies.DistinctBy(d => (d.Branch, d.Person.Id)).Where(d => d.Person.Id != places[d.Branch].Branch.Director)
                .Select(d => places[d.Branch] with { Director = d.Person, NamedBy = d.NamedBy }),
        ];
    }

    /// <summary>Refuses a moment that is unusual for a branch of the wave, unless the lead says that they mean it.</summary>
    public static void EnsureOverridden(this IEnumerable<LaunchContact> involved, Wave wave, LocalDateTime moment, MomentMeant meant, Instant now)
    {
        var included = wave.Included.Select(l => l.Id).ToHashSet();
        GoLiveMoment.EnsureOverridden(moment, wave.Zone, involved.Where(i => included.Contains(i.Launch)).Select(i => (i.Branch.Name, Holidays.HoursOf(i.Branch))), meant, now);
    }

    /// <summary>The leads with an e-mail address.</summary>
    public static Task<List<Person>> LeadsAsync(this RolloutDb db, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => p.IsLead && p.Active && p.Email != null).ToListAsync(ct);

    private static Task<List<LaunchContact>> InvolvedAsync(this IQueryable<Launch> launches, RolloutDb db, CancellationToken ct) => (
        from launch in launches
        join branch in db.Branches on launch.Branch equals branch.Id
        join person in db.People.Where(p => p.Active && p.Email != null) on branch.Director equals (PersonId?)person.Id into directors
        from director in directors.DefaultIfEmpty()
        orderby branch.Position
        select new LaunchContact(launch.Id, branch, director)).AsNoTracking().ToListAsync(ct);
}
