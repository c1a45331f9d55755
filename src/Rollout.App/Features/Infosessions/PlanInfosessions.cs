using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Features.Infosessions;

/// <summary>The lead, or a facilitator for themselves, plans an infosession, or the same one in several weeks: all of them or none.</summary>
public sealed class PlanInfosessions(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <summary>The most weeks one series covers.</summary>
    public const int MostTimes = 26;

    /// <param name="topic">What is told.</param>
    /// <param name="request">The first of them.</param>
    /// <param name="weeks">How many weeks after the first each is: [0] for one only.</param>
    /// <param name="publish">Whether people can sign up at once.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What was planned, soonest first.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task<IReadOnlyList<InfosessionId>> RunAsync(TopicId topic, PlanRequest request, IReadOnlyList<int> weeks, bool publish, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        InfosessionRules.OnlyItsFacilitator.MustHold(Infosession.IsRunBy(request.Facilitator, actor));
        InfosessionRules.RepeatsFit.MustHold(weeks.Count is >= 1 and <= MostTimes && weeks.All(w => w is >= 0 and < MostTimes));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var planning = await Planning.ForAsync(db, request, weeks.Max(), null, ct);
        var told = await db.Topics.AsNoTracking().SingleAsync(t => t.Id == topic, ct);
        TopicRules.GivenInItsLanguages.MustHold(told.Languages.Contains(request.Language));
        var sessions = weeks.Distinct().Order().Select(week => Infosession.Plan(topic, planning.For(week), now)).ToList();
        if (publish)
        {
            sessions.ForEach(s => s.Publish(told.IsOpen, now));
        }

        db.AddRange(sessions);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [.. sessions.Select(s => s.Id)];
    }
}
