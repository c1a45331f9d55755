using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Persistence.Views;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Ambassadors.Forecasts;

/// <summary>
/// The forecast for the ambassadors of one branch or all branches: against what was asked of them, by the last day of their windows, as each of them reads it of
/// themselves; and what there will be by go-live.
/// </summary>
/// <param name="Branch">Null for all branches.</param>
/// <param name="Sum">By the last day of the windows.</param>
/// <param name="LastDay">The last day of the windows.</param>
/// <param name="GoLive">The last go-live day and the sum by then; null unless a go-live is planned for each of the branches, within the windows.</param>
/// <param name="MoreAmbassadors">How many more ambassadors would raise the chance to <see cref="Wanted"/>; null when it is there already, or would take too many.</param>
/// <param name="OneMoreEach">The chance in percent if each brings one colleague more than expected.</param>
/// <param name="IsTelling">
/// Whether there is something to go by: half of the ambassadors have credits or days enough, and the sum does not deny that nobody is behind.
/// </param>
public sealed record Outlook(BoardBranch? Branch, SumForecast Sum, LocalDate LastDay, SumByGoLive? GoLive, int? MoreAmbassadors, int OneMoreEach, bool IsTelling)
{
    /// <summary>How many of the credits so far are provisional.</summary>
    public int Provisional { get; init; }

    /// <summary>A comfortable chance, in percent.</summary>
    public const int Wanted = 70;

    private const int MostNewcomers = 200;

    internal static Outlook Of(
        BoardBranch? branch, IReadOnlyCollection<AmbassadorProgress> standings, PacePrior pool, double onward, IReadOnlyDictionary<BranchId, PlannedGoLive> goLive)
    {
        var parts = standings.Select(s => s.PartUntil(null)).ToList();
        var target = parts.Sum(p => p.Quota);
        var sum = SumForecast.Of(pool, onward, parts, target);
        return new Outlook(
            branch, sum, standings.Max(s => s.Facts.Until), ByGoLive(standings, pool, onward, goLive),
            sum.Percent >= Wanted || !parts.Exists(p => p.DaysLeft > 0) ? null : SumForecast.NewcomersFor(Wanted / 100.0, MostNewcomers, n => SumForecast.Of(pool, onward, parts, target, n)),
            SumForecast.Of(pool, onward, parts, Math.Max(0, target - parts.Count)).Percent,
            parts.Count(p => p.Progress.IsTelling) * 2 >= parts.Count && (sum.Percent >= 50 || standings.Any(s => s.Pace.State is PaceState.Behind or PaceState.Over)))
        {
            Provisional = standings.Sum(s => s.Facts.Provisional),
        };
    }

    private static SumByGoLive? ByGoLive(IReadOnlyCollection<AmbassadorProgress> standings, PacePrior pool, double onward, IReadOnlyDictionary<BranchId, PlannedGoLive> goLive)
    {
        if (!standings.All(s => goLive.ContainsKey(s.Facts.BranchId)) || standings.All(s => goLive[s.Facts.BranchId].Day > s.Facts.Until))
        {
            return null;
        }

        var parts = standings.Select(s => s.PartUntil(goLive[s.Facts.BranchId].At)).ToList();
        return new SumByGoLive(standings.Max(s => goLive[s.Facts.BranchId].Day), SumForecast.Of(pool, onward, parts, parts.Sum(p => p.Quota)));
    }

    /// <summary>The go-live of each branch in a wave that is not live yet.</summary>
    internal static async Task<Dictionary<BranchId, PlannedGoLive>> GoLiveAsync(RolloutDb db, CancellationToken ct)
    {
        var coming = await db.GoLives().Where(g => g.IsPlanned).Select(g => new { g.Branch, g.Moment, MomentAt = g.At }).ToListAsync(ct);
        return coming.GroupBy(c => c.Branch).Select(g => g.MinBy(c => c.MomentAt)!).ToDictionary(c => c.Branch, c => new PlannedGoLive(c.MomentAt, c.Moment.Date));
    }
}

/// <summary>What there will be by a go-live day.</summary>
public sealed record SumByGoLive(LocalDate Day, SumForecast Sum);

/// <summary>When a branch goes live.</summary>
internal sealed record PlannedGoLive(Instant At, LocalDate Day);
