using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Community;

/// <summary>The progress of teams, for ambassadors. Shows who is rising and never who is last.</summary>
/// <param name="Mine">The user's own team; null when it is too small to be shown without revealing individuals.</param>
/// <param name="Rising">The teams that brought in the largest share of their quota in the last seven days, at most five.</param>
/// <param name="Named">Teammates who chose to be named and reached a milestone, ordered by name.</param>
/// <param name="ShowsMyName">Whether the user chose to be named.</param>
public sealed record Teams(Team? Mine, IReadOnlyList<Team> Rising, IReadOnlyList<NamedAmbassador> Named, bool ShowsMyName);

/// <summary>The ambassadors of one branch.</summary>
/// <param name="Lately">Credits of the last seven days.</param>
public sealed record Team(string Branch, int Ambassadors, int Done, int Quota, int Lately);

/// <summary>An ambassador who chose to be named, with their milestones.</summary>
public sealed record NamedAmbassador(string Name, IReadOnlyList<Milestone> Milestones);

/// <summary>Finds the teams, as an ambassador sees them.</summary>
public sealed class FindTeams(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <summary>The smallest team shown: in a team of two, each would know the other's figure.</summary>
    public const int Smallest = 3;

    private const int ShownTeams = 5;

    public async Task<Teams> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var id = actor.Ambassador ?? throw new UnauthorizedAccessException();
        var weekAgo = clock.GetCurrentInstant() - Duration.FromDays(7);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var serving =
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            where a.SteppedDownAt == null && p.Active
            select new { a.Id, p.Branch, p.Name, p.SortName, a.Quota, a.ShowsName };
        var sizes = await serving.GroupBy(a => a.Branch).Where(g => g.Count() >= Smallest).Select(g => new { g.Key, Count = g.Count(), Quota = g.Sum(a => a.Quota) }).ToListAsync(ct);
        var credits = await (
            from c in db.Credits
            join a in serving on c.Ambassador equals a.Id
            group c.At >= weekAgo ? 1 : 0 by a.Branch into g
            select new { g.Key, Done = g.Count(), Lately = g.Sum() }).ToDictionaryAsync(g => g.Key, ct);
        var names = await db.Branches.ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        var teams = sizes.ConvertAll(s => (Branch: s.Key, Team: new Team(
            names[s.Key], s.Count, credits.GetValueOrDefault(s.Key)?.Done ?? 0, s.Quota, credits.GetValueOrDefault(s.Key)?.Lately ?? 0)));
        var named = await (
            from a in serving
            where a.Branch == actor.Branch && a.ShowsName && a.Id != id
            orderby a.SortName
            select new { a.Name, a.Quota, Done = db.Credits.Count(c => c.Ambassador == a.Id) }).ToListAsync(ct);
        return new Teams(
            teams.Find(t => t.Branch == actor.Branch).Team,
            [.. teams.Select(t => t.Team).Where(t => t.Lately > 0).OrderByDescending(t => (double)t.Lately / t.Quota).ThenBy(t => t.Branch, StringComparer.Ordinal).Take(ShownTeams)],
            [.. named.Select(n => new NamedAmbassador(n.Name, Milestones.Of(n.Done, n.Quota))).Where(n => n.Milestones.Count > 0)],
            await db.Ambassadors.Where(a => a.Id == id).Select(a => a.ShowsName).SingleAsync(ct));
    }
}

/// <summary>Lets an ambassador show or hide their name and milestones to the ambassadors of their branch.</summary>
public sealed class ChooseName(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task RunAsync(bool show, CancellationToken ct = default)
    {
        var id = (await me.GetAsync(ct)).Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        (await db.Ambassadors.SingleAsync(a => a.Id == id, ct)).ShowName(show);
        await db.SaveChangesAsync(ct);
    }
}
