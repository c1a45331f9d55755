using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Finds the next free hour for planned infosessions whose facilitator or room is taken. Nothing is created.</summary>
public sealed class FindFreeHours(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <summary>How many days after the one wanted are looked at.</summary>
    public const int Days = 14;

    private const int FirstHour = 6;
    private const int LastHour = 21;

    /// <returns>In the same order: the time to move to, later that day or else on a day after it, where all rules allow it and the facilitator need not travel;
    /// null for what can stay, and where there is no such time.</returns>
    public async Task<IReadOnlyList<LocalDateTime?>> RunAsync(IReadOnlyList<RequestedInfosession> wanted, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var range = wanted.SelectMany(w => new[] { w.Plan, w.Plan with { Starts = w.Plan.Starts.PlusDays(Days) } });
        var planning = await PlanningSession.ForAsync(db, [.. range], [], ct);
        var topics = await db.ToldAsync(wanted, ct);
        var now = clock.GetCurrentInstant();
        var clashes = wanted.Select(w => CheckPlans.Look(planning, topics[w.Topic], w.Plan, now).Clashes).ToList(); // what fits keeps its slot
        return [.. wanted.Zip(clashes, (w, isTaken) => isTaken ? Move(planning, topics[w.Topic], w.Plan, now) : null)];
    }

    private static LocalDateTime? Move(PlanningSession planning, Topic topic, PlanRequest wanted, Instant now)
    {
        foreach (var starts in Later(wanted.Starts))
        {
            var moved = wanted with { Starts = starts };
            if (planning.Elsewhere(moved) is null && CheckPlans.Look(planning, topic, moved, now).Refusal is null)
            {
                return starts;
            }
        }

        return null;
    }

    private static IEnumerable<LocalDateTime> Later(LocalDateTime than) =>
        from day in Enumerable.Range(0, Days + 1)
        from hour in Enumerable.Range(FirstHour, LastHour - FirstHour + 1)
        let starts = than.Date.PlusDays(day) + new LocalTime(hour, than.Minute)
        where starts > than
        select starts;
}
