using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>
/// The lead or the facilitator changes an infosession. If the time or place changes, everyone with a place and everyone waiting is notified once, and so are
/// the facilitators. Additional seats go to the waiting list.
/// </summary>
public sealed class ReplanInfosession(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, InfosessionEmails letters, WaitingListEmails waitingLetters, WaitingLists lists, FacilitatorEmails facilitatorLetters, SqliteWriterQueue turns, IClock clock)
{
    /// <param name="version">The version shown on the form.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed it meanwhile.</exception>
    public async Task RunAsync(InfosessionId id, PlanRequest request, int version, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await PlanningSession.LockAsync(db, ct);
        await WithinAsync(db, await PlanningSession.ForAsync(db, [request], [id], ct), id, request, version, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The same within the caller's transaction.</summary>
    internal async Task<Infosession> WithinAsync(RolloutDb db, PlanningSession planning, InfosessionId id, PlanRequest request, int version, CancellationToken ct)
    {
        var actor = await me.GetAsync(ct);
        var rollout = await rollouts.GetAsync(ct);
        var now = clock.GetCurrentInstant();
        var session = await db.LockAsync(id, ct);
        session.EnsureRunBy(actor);
        InfosessionRules.OnlyItsFacilitator.Ensure(Infosession.IsRunBy(request.Facilitator, actor));
        db.Entry(session).Property(s => s.Version).OriginalValue = version;
        var topic = await db.Topics.AsNoTracking().SingleAsync(t => t.Id == session.Topic, ct);
        TopicRules.GivenInItsLanguages.Ensure(request.Language == session.Language || topic.Languages.Contains(request.Language));

        var before = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        var tell = session.Replan(planning.For(request), now);
        await db.SaveChangesAsync(ct);
        var after = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        if (tell)
        {
            db.Outbox.AddRange((await db.WithMailAsync(id, ct)).Select(r => letters.Moved(rollout, before, after, r.Who, r.Change, now)));
            foreach (var waiter in await db.Registrations.Where(r => r.Infosession == id && (r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered)).Waiters(db).ToListAsync(ct))
            {
                waiter.Registration.EndOfferBy(after.StartsAt);
                if (waiter is { IsActive: true, Who.Email: not null })
                {
                    db.Outbox.Add(waitingLetters.Moved(rollout, before, after, waiter.Who, waiter.Registration, now));
                }
            }
        }

        await TellFacilitatorsAsync(db, rollout, actor, before, after, tell, now, ct);
        await db.SaveChangesAsync(ct);
        await lists.AdvanceAsync(db, rollout, id, now, ct);
        return session;
    }

    private async Task TellFacilitatorsAsync(
        RolloutDb db, RolloutSettings rollout, CurrentUser actor, InfosessionFacts before, InfosessionFacts after, bool moved, Instant now, CancellationToken ct)
    {
        var handedOver = before.Facilitator != after.Facilitator;
        if (after.State != InfosessionState.Published || !(moved || handedOver))
        {
            return;
        }

        if (await db.ToHearAsync(after.Facilitator, actor, ct) is { } giver)
        {
            db.Outbox.Add(handedOver ? facilitatorLetters.Given(rollout, after, giver, actor, now) : facilitatorLetters.Moved(rollout, before, after, giver, actor, now));
        }

        if (handedOver && await db.ToHearAsync(before.Facilitator, actor, ct) is { } former)
        {
            db.Outbox.Add(facilitatorLetters.HandedOver(rollout, before, after, former, actor, now));
        }
    }
}

internal static class RegisteredPeople
{
    /// <summary>Everyone with a place and an e-mail address, and how often each registration changed.</summary>
    public static async Task<IReadOnlyList<(Registrant Who, int Change)>> WithMailAsync(this RolloutDb db, InfosessionId id, CancellationToken ct)
    {
        var found = await (
            from r in db.Registrations
            where r.Infosession == id && r.State == RegistrationState.Registered
            join p in db.People on r.Person equals p.Id
            where p.Active && p.Email != null
            join b in db.Branches on p.Branch equals b.Id
            select new { Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone), r.Changes }).ToListAsync(ct);
        return [.. found.Select(f => (f.Who, f.Changes))];
    }
}
