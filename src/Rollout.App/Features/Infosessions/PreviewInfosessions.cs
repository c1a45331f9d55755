using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Rules;

namespace Rollout.App.Features.Infosessions;

/// <summary>One date of a series before anything is made.</summary>
/// <param name="Week">How many weeks after the first.</param>
/// <param name="Starts">Its local time.</param>
/// <param name="Refusal">The rule against it, with the words it mentions; null when it can be.</param>
/// <param name="OutsideHours">Whether it falls outside the branch's working hours.</param>
public sealed record PlannedDate(int Week, LocalDateTime Starts, BrokenRuleException? Refusal, bool OutsideHours);

/// <summary>What would come of planning the same infosession every week.</summary>
public sealed class PreviewInfosessions(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="BrokenRuleException">None of it could be planned, whatever the date.</exception>
    public async Task<IReadOnlyList<PlannedDate>> RunAsync(PlanRequest request, int times, CancellationToken ct = default)
    {
        InfosessionRules.RepeatsFit.MustHold(times is >= 1 and <= PlanInfosessions.MostTimes);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var planning = await Planning.ForAsync(db, request, times, null, ct);
        var now = clock.GetCurrentInstant();
        return [.. Enumerable.Range(0, times).Select(week => Look(planning, request, week, now))];
    }

    private static PlannedDate Look(Planning planning, PlanRequest request, int week, Instant now)
    {
        var starts = request.Starts.PlusWeeks(week);
        try
        {
            var plan = planning.For(week);
            Infosession.Plan(default, plan, now);
            return new PlannedDate(week, starts, null, planning.IsOutsideHours(plan));
        }
        catch (BrokenRuleException broken)
        {
            return new PlannedDate(week, starts, broken, false);
        }
    }
}
