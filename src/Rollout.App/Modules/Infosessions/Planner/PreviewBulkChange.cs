using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>The values to change; null leaves a value as it is.</summary>
public sealed record BulkChange(PersonId? Facilitator, string? Place, int? Seats, string? Language)
{
    public bool IsNone => this == new BulkChange(null, null, null, null);

    /// <summary>The changed plan. Online infosessions have no room.</summary>
    public PlanRequest Of(PlanRequest plan) => plan with
    {
        Facilitator = Facilitator ?? plan.Facilitator,
        Place = plan.Branch is null ? plan.Place : Place ?? plan.Place,
        Seats = Seats ?? plan.Seats,
        Language = Language ?? plan.Language,
    };
}

/// <summary>Previews a bulk change: whether each infosession can be changed, and how many people are notified.</summary>
public sealed class PreviewBulkChange(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public Task<IReadOnlyList<BulkChangeRow>> PublishingAsync(IReadOnlyList<InfosessionFacts> chosen, CancellationToken ct = default) =>
        LookAsync(chosen, async (db, _) =>
        {
            var open = await db.Topics.Where(t => t.OpenedAt != null).Select(t => t.Id).ToListAsync(ct);
            return (session, now) =>
            {
                session.Publish(open.Contains(session.Topic), now);
                return (null, false);
            };
        }, ct);

    public Task<IReadOnlyList<BulkChangeRow>> TakingBackAsync(IReadOnlyList<InfosessionFacts> chosen, CancellationToken ct = default) =>
        LookAsync(chosen, (_, _) => Task.FromResult<Look>((session, now) =>
        {
            session.TakeBack(now);
            return (null, false);
        }), ct);

    public Task<IReadOnlyList<BulkChangeRow>> CancellingAsync(IReadOnlyList<InfosessionFacts> chosen, CancellationToken ct = default) =>
        LookAsync(chosen, (_, _) => Task.FromResult<Look>((session, now) =>
        {
            session.Cancel("-", now);
            return (null, true);
        }), ct);

    /// <summary>Checked in order, as they will be changed: each one counts with its new slot for those after it.</summary>
    public Task<IReadOnlyList<BulkChangeRow>> ChangingAsync(IReadOnlyList<InfosessionFacts> chosen, BulkChange change, CancellationToken ct = default) =>
        LookAsync(chosen, async (db, sessions) =>
        {
            var planning = await PlanningSession.ForAsync(db, [.. sessions.SelectMany(s => (PlanRequest[])[PlanRequest.Of(s), change.Of(PlanRequest.Of(s))])], [], ct);
            var topics = await db.Topics.AsNoTracking().ToDictionaryAsync(t => t.Id, ct);
            return (session, now) =>
            {
                var wanted = change.Of(PlanRequest.Of(session));
                TopicRules.GivenInItsLanguages.Ensure(wanted.Language == session.Language || topics[session.Topic].Languages.Contains(wanted.Language));
                planning.Release(session.Id);
                try
                {
                    return (wanted, session.Replan(planning.For(wanted), now));
                }
                finally
                {
                    planning.Take(session, topics[session.Topic]);
                }
            };
        }, ct);

    private delegate (PlanRequest? Becomes, bool Tells) Look(Infosession session, Instant now);

    private async Task<IReadOnlyList<BulkChangeRow>> LookAsync(IReadOnlyList<InfosessionFacts> chosen, Func<RolloutDb, IReadOnlyList<Infosession>, Task<Look>> prepare, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = chosen.Select(c => c.Id).ToList();
        var sessions = await db.Infosessions.AsNoTracking().Where(s => ids.Contains(s.Id)).ToListAsync(ct);
        var touched = await AffectedInfosessions.FindAsync(db, ids, ct);
        var (look, now) = (await prepare(db, sessions), clock.GetCurrentInstant());
        return
        [
            .. from facts in chosen
               join session in sessions on facts.Id equals session.Id
               select Row(facts, session),
        ];

        BulkChangeRow Row(InfosessionFacts facts, Infosession session)
        {
            var (becomes, tells) = ((PlanRequest?)null, false);
            var refusal = Refusals.Of(() => (becomes, tells) = look(session, now));
            return tells ? new BulkChangeRow(facts, null, becomes, touched.WithMail(facts.Id), touched.WithoutMail(facts.Id)) : new BulkChangeRow(facts, refusal, becomes);
        }
    }
}
