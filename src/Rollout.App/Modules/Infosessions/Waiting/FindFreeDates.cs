using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>
/// Finds the nearest infosessions of the same topic that have a free seat: in the same branch first, then the soonest; listed by date.
/// Those the person cannot attend because of another seat are left out.
/// </summary>
public sealed class FindFreeDates(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <summary>How many are shown.</summary>
    internal const int MaxShown = 3;

    /// <param name="facts">The infosession that is full.</param>
    /// <param name="places">What the person has already; empty when nobody is known.</param>
    public async Task<IReadOnlyList<InfosessionFacts>> RunAsync(InfosessionFacts facts, IReadOnlyList<UpcomingPlace> places, CancellationToken ct = default)
    {
        if (facts.IsDryRun)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var next = await db.NextOfTopicAsync(facts, now, ct);
        return [.. Nearest(next.Where(n => places.All(p => p.Id != n.Id) && SignUpEligibility.Obstacle(n.ForSignUp, places, now) is null), facts)];
    }

    /// <summary>The nearest of them, by date.</summary>
    internal static IEnumerable<InfosessionFacts> Nearest(IEnumerable<InfosessionFacts> next, InfosessionFacts to) =>
        next.OrderByDescending(n => n.Branch == to.Branch).ThenBy(n => n.StartsAt).Take(MaxShown).OrderBy(n => n.StartsAt);
}
