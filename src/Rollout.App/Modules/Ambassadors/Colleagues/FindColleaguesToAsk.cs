using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>The colleagues an ambassador can ask.</summary>
/// <param name="Next">At most three for today; others tomorrow.</param>
/// <param name="Found">The matches of a search in the branch, at most twenty; null when nothing was searched.</param>
/// <param name="Best">The channel by which most of the branch's completed colleagues came; null while there are too few to tell.</param>
public sealed record ColleaguesToAsk(IReadOnlyList<ColleagueToAsk> Next, IReadOnlyList<ColleagueToAsk>? Found, BestChannel? Best);

/// <summary>A channel that works.</summary>
/// <param name="Done">How many completed colleagues came by it.</param>
/// <param name="Of">How many are complete in total.</param>
public sealed record BestChannel(InvitationChannel Channel, int Done, int Of);

/// <summary>A colleague without invitation and credit.</summary>
/// <param name="CanBeMailed">False without an e-mail address, or when they asked not to be mailed; then the QR or the code can be used.</param>
/// <param name="Branch">The branch they work in.</param>
/// <param name="Why">Why the ambassador can ask them.</param>
public sealed record ColleagueToAsk(PersonId Id, string Name, string GivenName, string JobTitle, string Branch, bool CanBeMailed, AskReason Why);

/// <summary>Why an ambassador can ask someone; closer reasons come first.</summary>
public enum AskReason
{
    OwnDepartment,
    SameWork,
    OwnBranch,

    /// <summary>Same department, in another branch. The own branch comes first, because a department can be as large as the company.</summary>
    DepartmentElsewhere,
}

/// <summary>
/// Suggests whom to ask next: colleagues of the ambassador's own department or branch whom no ambassador has invited and whose profile is not complete. Shows
/// names, never activity.
/// </summary>
public sealed class FindColleaguesToAsk(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    private const int MostFound = 20;
    private const int ADay = 3;

    // Fewer than this prove nothing, and would reveal individuals.
    private const int Enough = 10;

    public async Task<ColleaguesToAsk> RunAsync(string? name, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (actor.Ambassador is not { } ambassador)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.People.Where(p => p.Id == actor.Id).Select(p => new OwnDepartment(p.Branch, p.DepartmentKey, p.JobTitle, p.WorkType)).SingleAsync(ct);
        var free = FreeColleagues(db, actor.Id, mine).WithClosedSeasons(); // colleagues who count in a closed season are done
        var next = await Shown(db, free.Where(p => p.ProfileCompleteSince == null && !db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt == null)), mine)
            .OrderBy(p => p.Rank).ThenBy(p => p.Work == mine.WorkType ? 0 : 1).ThenBy(p => p.SortName).Take(10 * ADay).ToListAsync(ct);

        // Each ambassador starts at a different position, which advances each day; closer colleagues always come before others.
        var turn = (int)(((clock.GetCurrentInstant().ToUnixTimeSeconds() / (24 * 60 * 60) * ADay) + ambassador.Value.ToByteArray()[^1]) % int.MaxValue);
        var today = next.Select(Told).GroupBy(p => p.Why).OrderBy(g => g.Key).SelectMany(g => g.Skip(turn % g.Count()).Concat(g.Take(turn % g.Count()))).Take(ADay);

        var found = !PeopleSearch.IsAsked(name)
            ? null
            : await Shown(db, free.Matching(name), mine).OrderBy(p => p.SortName).Take(MostFound).ToListAsync(ct);
        var channels = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            join i in db.Invitations on new { c.Colleague, c.Ambassador } equals new { i.Colleague, i.Ambassador }
            where p.Branch == actor.Branch
            group i by i.Channel into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new ColleaguesToAsk([.. today], found?.ConvertAll(Told), BestOf([.. channels.Select(c => (c.Key, c.Count))]));
    }

    // A channel must be clearly ahead of the next to be called best.
    private static BestChannel? BestOf(IReadOnlyList<(InvitationChannel Channel, int Count)> channels)
    {
        var (all, best) = (channels.Sum(c => c.Count), channels.OrderByDescending(c => c.Count).FirstOrDefault());
        return all >= Enough && best.Count * 2 > all ? new BestChannel(best.Channel, best.Count, all) : null;
    }

    private static IQueryable<Person> FreeColleagues(RolloutDb db, PersonId me, OwnDepartment mine) => db.People.Where(p =>
        (p.Branch == mine.Branch || (mine.Department != "" && p.DepartmentKey == mine.Department)) && p.Active && p.Id != me &&
        !db.Credits.Any(c => c.Colleague == p.Id) &&
        !db.Invitations.Any(i => i.Colleague == p.Id && db.Ambassadors.Any(a => a.Id == i.Ambassador && a.SteppedDownAt == null)));

    private static IQueryable<ColleagueCandidate> Shown(RolloutDb db, IQueryable<Person> people, OwnDepartment mine) =>
        from p in people
        join b in db.Branches on p.Branch equals b.Id
        select new ColleagueCandidate
        {
            Id = p.Id,
            Name = p.Name,
            GivenName = p.GivenName,
            SortName = p.SortName,
            JobTitle = p.JobTitle,
            Branch = b.Name,
            CanBeMailed = p.Email != null && p.NudgesStoppedAt == null,
            Work = p.WorkType,
            Rank = p.Branch != mine.Branch ? (int)AskReason.DepartmentElsewhere
                : mine.Department != "" && p.DepartmentKey == mine.Department ? (int)AskReason.OwnDepartment
                : mine.JobTitle != "" && p.JobTitle == mine.JobTitle ? (int)AskReason.SameWork
                : (int)AskReason.OwnBranch,
        };

    private static ColleagueToAsk Told(ColleagueCandidate p) => new(p.Id, p.Name, p.GivenName, p.JobTitle, p.Branch, p.CanBeMailed, (AskReason)p.Rank);

    private sealed record OwnDepartment(BranchId Branch, string Department, string JobTitle, WorkType WorkType);

    private sealed class ColleagueCandidate
    {
        public PersonId Id { get; init; }
        public string Name { get; init; } = "";
        public string GivenName { get; init; } = "";
        public string SortName { get; init; } = "";
        public string JobTitle { get; init; } = "";
        public string Branch { get; init; } = "";
        public bool CanBeMailed { get; init; }
        public WorkType Work { get; init; }
        public int Rank { get; init; }
    }
}
