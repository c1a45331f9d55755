using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Modules.Ambassadors.Forecasts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Which ambassadors the board shows.</summary>
public enum AmbassadorBoardScope
{
    /// <summary>All ambassadors whose term was not ended early.</summary>
    All,
    Behind,
    OnPace,
    Made,
    SteppedDown,
}

/// <summary>The order of the board.</summary>
public enum AmbassadorBoardOrder
{
    /// <summary>Who needs a hand most, first.</summary>
    Need,
    Name,
    Branch,
    Done,
}

/// <summary>The filter of the board.</summary>
/// <param name="Branch">The code of a branch; empty for all.</param>
/// <param name="Name">Part of a name; may be empty.</param>
/// <param name="Page">From 1.</param>
public sealed record AmbassadorBoardFilter(string? Branch, AmbassadorBoardScope Show, string? Name, int Page)
{
    public AmbassadorBoardOrder Order { get; init; }
}

/// <summary>The board: one page of rows, and the totals of all ambassadors in the chosen branch.</summary>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Found">The total number of rows over all pages.</param>
/// <param name="Pages">The number of pages, at least 1.</param>
/// <param name="Counts">The number of ambassadors in each scope, regardless of the name searched.</param>
/// <param name="Done">Credits of everyone who has not stepped down.</param>
/// <param name="Quota">The sum of the quotas of everyone who has not stepped down.</param>
/// <param name="Branches">The branches that have ambassadors, in the lead's order.</param>
public sealed record AmbassadorBoard(
    IReadOnlyList<AmbassadorRow> Rows, int Found, int Pages, IReadOnlyDictionary<AmbassadorBoardScope, int> Counts, int Done, int Quota, IReadOnlyList<BoardBranch> Branches)
{
    /// <summary>How many of the credits are provisional.</summary>
    public int Provisional { get; init; }

    /// <summary>The first day of the windows, the days of the credits of everyone who has not stepped down, in order, and today.</summary>
    public (LocalDate From, IReadOnlyList<LocalDate> Days, LocalDate Today)? Course { get; init; }

    /// <summary>The forecast for the chosen branch or for all; null when nobody is serving.</summary>
    public Outlook? Together { get; init; }

    /// <summary>The forecast per branch, when there are several and none is chosen.</summary>
    public IReadOnlyList<Outlook> PerBranch { get; init; } = [];
}

/// <summary>A branch in the filter.</summary>
public sealed record BoardBranch(string Code, string Name);

/// <summary>One row of the board.</summary>
/// <param name="Provisional">How many of the credits are provisional.</param>
/// <param name="Chance">The chance of making the quota, in percent; null when there is nothing to tell.</param>
/// <param name="OnTheWay">Colleagues who came and are not done.</param>
/// <param name="LastCredit">The day of the latest credit, at the branch.</param>
/// <param name="Today">The current day at the branch.</param>
public sealed record AmbassadorRow(
    AmbassadorId Id, string Name, string Code, string Branch, string BranchCode, Pace Pace, int Provisional, int? Chance, int OnTheWay, LocalDate? LastCredit, LocalDate Until, LocalDate Today, bool SteppedDown)
{
    /// <summary>Credits in each of the last weeks; on the board only.</summary>
    public IReadOnlyList<int> PerWeek { get; init; } = [];
}

/// <summary>
/// Lists the progress of all ambassadors (<see cref="AmbassadorProgressQuery"/>) with the forecasts. Directors see those of their own branches; the prior is
/// fitted to all.
/// </summary>
public sealed class ListAmbassadors(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 25;

    public async Task<AmbassadorBoard> RunAsync(AmbassadorBoardFilter asked, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (everyone, seen) = await ReadAsync(db, ct);
        var goLive = await Outlook.GoLiveAsync(db, ct);
        var pool = AmbassadorProgressQuery.Pool(everyone);

        var branches = seen.Select(s => (s.Facts.Position, Branch: BranchOf(s))).Distinct().OrderBy(b => b.Position).Select(b => b.Branch).ToList();
        var inBranch = seen.FindAll(s => IsIn(asked.Branch, s));
        var shown = await ShownAsync(db, inBranch, asked, ct);
        var pages = Math.Max(1, (shown.Count + PageSize - 1) / PageSize);
        var serving = inBranch.FindAll(s => !s.Facts.SteppedDown);
        var (onward, days) = (OnwardOf(everyone), await DaysAsync(db, inBranch, ct));
        return new AmbassadorBoard(
            [.. shown.Skip((Math.Clamp(asked.Page, 1, pages) - 1) * PageSize).Take(PageSize).Select(s => RowOf(s, pool) with { PerWeek = CreditWeeks.Of(days[s.Facts.Id], s.Today) })],
            shown.Count,
            pages,
            Enum.GetValues<AmbassadorBoardScope>().ToDictionary(show => show, show => inBranch.Count(s => Shows(show, s))),
            serving.Sum(s => s.Pace.Done),
            serving.Sum(s => s.Pace.Quota),
            branches)
        {
            Provisional = serving.Sum(s => s.Facts.Provisional),
            Course = serving.Count == 0 ? null : (serving.Min(s => s.Facts.From), [.. serving.SelectMany(s => days[s.Facts.Id]).Order()], serving[0].Today),
            Together = serving.Count == 0 ? null : Outlook.Of(null, serving, pool, onward, goLive),
            PerBranch = serving.DistinctBy(s => s.Facts.BranchId).Count() < 2 ? [] :
            [
                .. serving.GroupBy(s => s.Facts.BranchId).OrderBy(g => g.First().Facts.Position)
                    .Select(g => Outlook.Of(BranchOf(g.First()), [.. g], pool, onward, goLive)),
            ],
        };
    }

    /// <summary>All rows of the board, over all its pages.</summary>
    public async Task<IReadOnlyList<AmbassadorRow>> AllAsync(AmbassadorBoardFilter asked, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (everyone, seen) = await ReadAsync(db, ct);
        var pool = AmbassadorProgressQuery.Pool(everyone);
        return [.. (await ShownAsync(db, seen.FindAll(s => IsIn(asked.Branch, s)), asked, ct)).Select(s => RowOf(s, pool))];
    }

    private async Task<(List<AmbassadorProgress> Everyone, List<AmbassadorProgress> Seen)> ReadAsync(RolloutDb db, CancellationToken ct)
    {
        var actor = await me.GetAsync(ct);
        if (actor is { SeesAll: false, IsDirector: false })
        {
            throw new UnauthorizedAccessException();
        }

        var everyone = await AmbassadorProgressQuery.ListAsync(db, clock.GetCurrentInstant(), ct);
        return (everyone, everyone.FindAll(s => actor.SeesAll || actor.Directs.Contains(s.Facts.BranchId)));
    }

    private static async Task<List<AmbassadorProgress>> ShownAsync(RolloutDb db, List<AmbassadorProgress> inBranch, AmbassadorBoardFilter asked, CancellationToken ct)
    {
        var named = PeopleSearch.IsAsked(asked.Name) ? await db.People.Matching(asked.Name).Where(p => db.Ambassadors.Any(a => a.Person == p.Id)).Select(p => p.Id).ToHashSetAsync(ct) : null;
        return [.. Sorted(inBranch.FindAll(s => Shows(asked.Show, s) && (named is null || named.Contains(s.Facts.Person))), asked.Order)];
    }

    private static bool IsIn(string? branch, AmbassadorProgress standing) => string.IsNullOrEmpty(branch) || standing.Facts.BranchCode == branch;

    // The credits that Done counts, by the day they were given at the ambassador's branch.
    private static async Task<ILookup<AmbassadorId, LocalDate>> DaysAsync(RolloutDb db, List<AmbassadorProgress> ambassadors, CancellationToken ct)
    {
        var zones = ambassadors.ToDictionary(s => s.Facts.Id, s => s.Facts.Zone);
        var given = await db.Credits.Where(c => c.Season == null).Select(c => new { c.Ambassador, c.At }).ToListAsync(ct);
        return given.Where(c => zones.ContainsKey(c.Ambassador)).ToLookup(c => c.Ambassador, c => c.At.InZone(zones[c.Ambassador]).Date);
    }

    private static IEnumerable<AmbassadorProgress> Sorted(List<AmbassadorProgress> board, AmbassadorBoardOrder order) => (order switch
    {
        AmbassadorBoardOrder.Need => board.OrderByDescending(s => s.NeedsAHand).ThenByDescending(s => s.NeedsAHand ? s.Pace.ExpectedByNow - s.Pace.Done : 0).ThenBy(s => s.Pace.State is PaceState.Made).ThenBy(s => s.Facts.Position),
        AmbassadorBoardOrder.Done => board.OrderByDescending(s => (double)s.Pace.Done / Math.Max(1, s.Pace.Quota)).ThenBy(s => s.Facts.Position),
        AmbassadorBoardOrder.Branch => board.OrderBy(s => s.Facts.Position),
        _ => board.OrderBy(_ => 0),
    }).ThenBy(s => s.Facts.SortName, StringComparer.Ordinal);

    private static bool Shows(AmbassadorBoardScope show, AmbassadorProgress standing) => show switch
    {
        AmbassadorBoardScope.SteppedDown => standing.Facts.SteppedDown,
        _ when standing.Facts.SteppedDown => false,
        AmbassadorBoardScope.Behind => standing.NeedsAHand,
        AmbassadorBoardScope.OnPace => standing.Pace.State is PaceState.OnPace or PaceState.NotYet,
        AmbassadorBoardScope.Made => standing.Pace.State is PaceState.Made,
        _ => true,
    };

    private static AmbassadorRow RowOf(AmbassadorProgress s, PacePrior pool) => new(
        s.Facts.Id, s.Facts.Name, s.Facts.Code, s.Facts.Branch, s.Facts.BranchCode, s.Pace, s.Facts.Provisional,
        s.ChanceWith(pool),
        s.Facts.OnTheWay, s.Facts.Last?.InZone(s.Facts.Zone).Date, s.Facts.Until, s.Today, s.Facts.SteppedDown);

    private static BoardBranch BranchOf(AmbassadorProgress s) => new(s.Facts.BranchCode, s.Facts.Branch);

    private static double OnwardOf(IEnumerable<AmbassadorProgress> everyone) => SumForecast.PostQuotaRate(everyone
        .Where(s => s.Pace.State == PaceState.Made && !s.Facts.SteppedDown && s.Progress.Credits >= s.Facts.Quota)
        .Select(s => (s.Progress.Credits, s.Facts.Quota, s.Progress.Days, s.DaysToNow)));
}
