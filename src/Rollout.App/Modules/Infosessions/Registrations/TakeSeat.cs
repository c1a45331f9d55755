using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Someone on the waiting list takes the seat offered to them, or one that everyone waiting was called for.</summary>
public sealed class TakeSeat(
    IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, SignUpQueries questions, OtherPlaces places, InfosessionEmails letters, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wanted = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleOrDefaultAsync(ct);
        InfosessionRules.OnlyAnOfferedSeatIsTaken.Ensure(wanted is not null);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var coming = (await places.HoldAsync(db, [(person, wanted!)], now, ct))[person].ToList();
        var registration = await db.Registrations.SingleOrDefaultAsync(r => r.Infosession == id && r.Person == person, ct);
        if (registration is { HoldsASeat: true })
        {
            return;
        }

        InfosessionRules.OnlyAnOfferedSeatIsTaken.Ensure(registration is not null);
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        registration!.EnsureOffered(now);
        SignUpEligibility.Obstacle(facts.ForSignUp, coming, now)?.Refuse();
        InfosessionRules.NeverMoreThanSeats.Ensure(
            registration.State == RegistrationState.Offered ? await db.TakeOfferedSeatAsync(id, now, ct) : await db.TakeCalledSeatAsync(id, now, ct));
        registration.Take(now);
        var who = (await questions.WhoAsync(db, [person], ct))[person];
        if (who.Email is not null)
        {
            db.Outbox.Add(letters.Confirmed(rollout, facts, who, registration.Changes, now));
        }

        await db.SaveChangesAsync(ct);
        await places.GiveUpAsync(db, rollout, coming, facts, who, now, ct);
        await transaction.CommitAsync(ct);
    }
}
