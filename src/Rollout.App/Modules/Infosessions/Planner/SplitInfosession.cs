using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>
/// Moves some of an infosession's seats to a second one, at another time or with another facilitator and room. Registered people stay where they are; the
/// second is a draft if the first is, and otherwise open for sign-up at once.
/// </summary>
public sealed class SplitInfosession(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, ReplanInfosession replan, SqliteWriterQueue turns, IClock clock)
{
    /// <param name="second">The plan of the second one, with the number of seats it takes over.</param>
    /// <param name="version">The version shown on the form.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed it meanwhile.</exception>
    public async Task<InfosessionId> RunAsync(InfosessionId id, PlanRequest second, int version, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        InfosessionRules.OnlyItsFacilitator.Ensure(Infosession.IsRunBy(second.Facilitator, actor));
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await PlanningSession.LockAsync(db, ct);
        var session = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        session.EnsureTransferable(second.Seats);
        var topic = await db.Topics.AsNoTracking().SingleAsync(t => t.Id == session.Topic, ct);
        var first = PlanRequest.Of(session) with { Seats = session.Seats - second.Seats };
        var planning = await PlanningSession.ForAsync(db, [first, second], [id], ct);
        planning.Take(await replan.WithinAsync(db, planning, id, first, version, ct), topic);
        var now = clock.GetCurrentInstant();
        var other = planning.Plan(topic, second, now);
        if (session.State == InfosessionState.Published)
        {
            other.Publish(topic.IsOpen, now);
        }

        await PlanningSession.AddAsync(db, [other], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return other.Id;
    }
}
