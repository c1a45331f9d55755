using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Ambassadors.Forecasts;

/// <summary>The forecast for the ambassadors of one branch or all branches by the go-live moment, and what would raise the chance.</summary>
/// <param name="Branch">Null for all branches.</param>
/// <param name="GoLive">The planned go-live day; for all branches, the last one.</param>
/// <param name="MoreAmbassadors">How many more ambassadors would raise the chance to <see cref="Wanted"/>; null when it is there already, or would take too many.</param>
/// <param name="OneMoreEach">The chance in percent if each brings one colleague more than expected.</param>
public sealed record Outlook(BoardBranch? Branch, SumForecast Sum, LocalDate? GoLive, int? MoreAmbassadors, int OneMoreEach)
{
    /// <summary>A comfortable chance, in percent.</summary>
    public const int Wanted = 70;

    private const int MostNewcomers = 200;

    internal static Outlook Of(BoardBranch? branch, IReadOnlyCollection<AmbassadorProgress> standings, PacePrior pool, double onward, IReadOnlyDictionary<BranchId, LocalDate> goLive)
    {
        LocalDate? DayOf(AmbassadorProgress s) => goLive.TryGetValue(s.Facts.BranchId, out var day) ? day : null;
        var parts = standings.Select(s => s.PartUntil(DayOf(s))).ToList();
        var target = parts.Sum(p => p.Quota);
        var sum = SumForecast.Of(pool, onward, parts, target);
        return new Outlook(
            branch, sum, standings.Max(DayOf),
            sum.Percent >= Wanted || !parts.Exists(p => p.DaysLeft > 0) ? null : SumForecast.NewcomersFor(Wanted / 100.0, MostNewcomers, n => SumForecast.Of(pool, onward, parts, target, n)),
            SumForecast.Of(pool, onward, parts, Math.Max(0, target - parts.Count)).Percent);
    }

    /// <summary>The go-live day of each branch in a wave that is not live yet.</summary>
    internal static async Task<Dictionary<BranchId, LocalDate>> GoLiveAsync(RolloutDb db, CancellationToken ct)
    {
        var coming = await (
            from w in db.Waves
            where w.State != WaveState.Live
            from l in w.Launches
            where l.State != LaunchState.LeftOut
            select new { l.Branch, w.Moment }).ToListAsync(ct);
        return coming.GroupBy(c => c.Branch).ToDictionary(g => g.Key, g => g.Min(c => c.Moment).Date);
    }
}
