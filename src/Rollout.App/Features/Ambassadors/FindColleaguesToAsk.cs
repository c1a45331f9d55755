using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors;

/// <summary>Whom an ambassador can ask.</summary>
/// <param name="Next">At most three for today; tomorrow there are others.</param>
/// <param name="Found">Those of the branch whose name was searched, at most twenty; null when nothing was.</param>
/// <param name="Best">The way in by which most colleagues of the branch came who are done; null as long as there are too few to tell.</param>
public sealed record ColleaguesToAsk(IReadOnlyList<ColleagueToAsk> Next, IReadOnlyList<ColleagueToAsk>? Found, BestChannel? Best);

/// <summary>A way in that works.</summary>
/// <param name="Done">How many of those done came by it.</param>
/// <param name="Of">How many are done.</param>
public sealed record BestChannel(InvitationChannel Channel, int Done, int Of);

/// <summary>A colleague who has no invitation and no credit.</summary>
/// <param name="CanBeMailed">False without an e-mail, or when they asked not to be mailed: then the QR or the code does it.</param>
/// <param name="SameWork">Does the same work as the ambassador.</param>
public sealed record ColleagueToAsk(PersonId Id, string Name, string GivenName, string JobTitle, bool CanBeMailed, bool SameWork);

/// <summary>Whom to ask next: colleagues of the ambassador's own branch whom no ambassador has asked and whose profile is not complete.</summary>
public sealed class FindColleaguesToAsk(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    private const int MostFound = 20;
    private const int ADay = 3;

    // Of fewer than this nothing follows, and they would show who.
    private const int Enough = 10;

    public async Task<ColleaguesToAsk> RunAsync(string? name, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (actor.Ambassador is not { } ambassador)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.People.Where(p => p.Id == actor.Id).Select(p => new { p.JobTitle, p.WorkType }).SingleAsync(ct);
        var free = FreeColleagues(db, actor);
        var asked = free.Where(p => p.ProfileCompleteSince == null && !db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt == null))
            .OrderBy(p => p.JobTitle == mine.JobTitle ? 0 : p.WorkType == mine.WorkType ? 1 : 2).ThenBy(p => p.SearchName).Take(10 * ADay);
        var next = await Shown(asked, mine.JobTitle).ToListAsync(ct);

        // Each ambassador begins somewhere else, and each day a little further on.
        var day = clock.GetCurrentInstant().ToUnixTimeSeconds() / (24 * 60 * 60);
        var start = next.Count == 0 ? 0 : (int)(((day * ADay) + ambassador.Value.ToByteArray()[^1]) % next.Count);

        var part = Matching.Key(name ?? "");
        var found = part.Length == 0
            ? null
            : await Shown(free.Where(p => p.SearchName.Contains(part)).OrderBy(p => p.SearchName).Take(MostFound), mine.JobTitle).ToListAsync(ct);
        var channels = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            join i in db.Invitations on new { c.Colleague, c.Ambassador } equals new { i.Colleague, i.Ambassador }
            where p.Branch == actor.Branch
            group i by i.Channel into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new ColleaguesToAsk([.. next.Skip(start).Concat(next.Take(start)).Take(ADay)], found, BestOf([.. channels.Select(c => (c.Key, c.Count))]));
    }

    // Nearly as good as another is not better.
    private static BestChannel? BestOf(IReadOnlyList<(InvitationChannel Channel, int Count)> channels)
    {
        var (all, best) = (channels.Sum(c => c.Count), channels.OrderByDescending(c => c.Count).FirstOrDefault());
        return all >= Enough && best.Count * 2 > all ? new BestChannel(best.Channel, best.Count, all) : null;
    }

    private static IQueryable<Person> FreeColleagues(RolloutDb db, Actor actor) => db.People.Where(p =>
        p.Branch == actor.Branch && p.Active && p.Id != actor.Id &&
        !db.Credits.Any(c => c.Colleague == p.Id) &&
        !db.Invitations.Any(i => i.Colleague == p.Id && db.Ambassadors.Any(a => a.Id == i.Ambassador && a.SteppedDownAt == null)));

    private static IQueryable<ColleagueToAsk> Shown(IQueryable<Person> people, string jobTitle) => people.Select(p => new ColleagueToAsk(
        p.Id, p.Name, p.GivenName, p.JobTitle, p.Email != null && p.NudgesStoppedAt == null, p.JobTitle == jobTitle && p.JobTitle != ""));
}
