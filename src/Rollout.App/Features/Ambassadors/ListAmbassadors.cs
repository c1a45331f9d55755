using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors;

/// <summary>Which ambassadors the board shows.</summary>
public enum BoardShow
{
    /// <summary>Everyone whose term was not ended early.</summary>
    All,
    Behind,
    OnPace,
    Made,
    SteppedDown,
}

/// <summary>What was asked of the board.</summary>
/// <param name="Branch">The three letters of a branch, or nothing for all.</param>
/// <param name="Show">Which of them.</param>
/// <param name="Name">A part of a name, or nothing.</param>
/// <param name="Page">Counts from 1.</param>
public sealed record BoardQuestion(string? Branch, BoardShow Show, string? Name, int Page);

/// <summary>The board of ambassadors: a page of rows, and what all the ambassadors of the branch chosen amount to.</summary>
/// <param name="Rows">The page.</param>
/// <param name="Found">How many rows there are on all pages.</param>
/// <param name="Pages">How many pages there are, at least 1.</param>
/// <param name="Counts">How many ambassadors each choice shows, whatever the name searched.</param>
/// <param name="Done">Credits of all who have not stepped down.</param>
/// <param name="Quota">Quotas of all who have not stepped down, added up.</param>
/// <param name="Branches">The branches that have ambassadors, in the lead's order.</param>
public sealed record AmbassadorBoard(
    IReadOnlyList<AmbassadorRow> Rows, int Found, int Pages, IReadOnlyDictionary<BoardShow, int> Counts, int Done, int Quota, IReadOnlyList<BoardBranch> Branches);

/// <summary>A branch to choose.</summary>
public sealed record BoardBranch(string Code, string Name);

/// <summary>One ambassador.</summary>
/// <param name="OnTheWay">Colleagues who came and are not done.</param>
/// <param name="LastCredit">The day of the newest credit, at the branch.</param>
/// <param name="Today">The day it is at the branch.</param>
public sealed record AmbassadorRow(
    AmbassadorId Id, string Name, string Code, string Branch, string BranchCode, Pace Pace, int OnTheWay, LocalDate? LastCredit, LocalDate Until, LocalDate Today, bool SteppedDown);

/// <summary>
/// How all ambassadors stand: one query over ambassadors, credits and invitations, whatever their number. Pace is judged here and not in the database,
/// so that the board, the ambassador's page and the nudge cannot differ. A director sees those of their own branches.
/// </summary>
public sealed class ListAmbassadors(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    public async Task<AmbassadorBoard> RunAsync(BoardQuestion asked, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (actor is { IsLead: false, IsDirector: false })
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var found = (await Everyone(db, actor).ToListAsync(ct)).ConvertAll(f => (Sort: f, Row: RowOf(f, now)));

        var branches = found.Select(f => (f.Sort.Position, Branch: new BoardBranch(f.Row.BranchCode, f.Row.Branch))).Distinct().OrderBy(b => b.Position).Select(b => b.Branch);
        var inBranch = found.FindAll(f => string.IsNullOrEmpty(asked.Branch) || f.Row.BranchCode == asked.Branch);
        var name = Matching.Key(asked.Name ?? "");
        var shown = inBranch
            .FindAll(f => Shows(asked.Show, f.Row) && f.Sort.SearchName.Contains(name, StringComparison.Ordinal))
            .OrderBy(f => f.Sort.Position).ThenBy(f => f.Sort.SortName, StringComparer.Ordinal)
            .Select(f => f.Row)
            .ToList();
        var pages = Math.Max(1, (shown.Count + PageSize - 1) / PageSize);
        var serving = inBranch.FindAll(f => !f.Row.SteppedDown);
        return new AmbassadorBoard(
            [.. shown.Skip((Math.Clamp(asked.Page, 1, pages) - 1) * PageSize).Take(PageSize)],
            shown.Count,
            pages,
            Enum.GetValues<BoardShow>().ToDictionary(show => show, show => inBranch.Count(f => Shows(show, f.Row))),
            serving.Sum(f => f.Row.Pace.Done),
            serving.Sum(f => f.Row.Pace.Quota),
            [.. branches]);
    }

    private static bool Shows(BoardShow show, AmbassadorRow row) => show switch
    {
        BoardShow.SteppedDown => row.SteppedDown,
        _ when row.SteppedDown => false,
        BoardShow.Behind => row.Pace.State is PaceState.Behind,
        BoardShow.OnPace => row.Pace.State is PaceState.OnPace or PaceState.NotYet,
        BoardShow.Made => row.Pace.State is PaceState.Made,
        _ => true,
    };

    private static AmbassadorRow RowOf(Found f, Instant now)
    {
        var today = now.InZone(f.Zone).Date;
        return new AmbassadorRow(
            f.Id, f.Name, f.Code, f.Branch, f.BranchCode, Pace.Of(f.Quota, f.Done, f.From, f.Until, today), f.OnTheWay,
            f.Last?.InZone(f.Zone).Date, f.Until, today, f.SteppedDown);
    }

    private static IQueryable<Found> Everyone(RolloutDb db, Actor actor)
    {
        var mine = actor.Directs.ToArray();
        var credits = db.Credits.GroupBy(c => c.Ambassador).Select(g => new { Ambassador = g.Key, Done = g.Count(), Last = (Instant?)g.Max(c => c.At) });
        var coming = db.Invitations
            .Where(i => i.CameAt != null && !db.Credits.Any(c => c.Colleague == i.Colleague))
            .GroupBy(i => i.Ambassador)
            .Select(g => new { Ambassador = g.Key, OnTheWay = g.Count() });
        return
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            join c in credits on a.Id equals c.Ambassador into cs
            from c in cs.DefaultIfEmpty()
            join i in coming on a.Id equals i.Ambassador into ins
            from i in ins.DefaultIfEmpty()
            where actor.IsLead || mine.Contains(b.Id)
            select new Found(
                a.Id, p.Name, p.SearchName, p.FamilyName + " " + p.GivenName, a.Code, b.Name, b.Code, b.Position, b.Zone, a.Quota, a.From, a.Until,
                a.SteppedDownAt != null, (int?)c.Done ?? 0, c.Last, (int?)i.OnTheWay ?? 0);
    }

    private sealed record Found(
        AmbassadorId Id, string Name, string SearchName, string SortName, string Code, string Branch, string BranchCode, int Position, DateTimeZone Zone, int Quota, LocalDate From,
        LocalDate Until, bool SteppedDown, int Done, Instant? Last, int OnTheWay);
}
