using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Handles a batch of sign-ups, withdrawals and answers to offers, in order and in one transaction.</summary>
public sealed class SeatBatchHandler(
    IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, SignUpQueries queries, InfosessionEmails emails, WaitingListEmails waitingEmails, WaitingLists lists,
    SqliteWriterQueue writers, IClock clock)
{
    /// <summary>Completes each request after the transaction has been committed. A person occurs at most once.</summary>
    internal async Task RunAsync(IReadOnlyList<SeatRequest> requests, CancellationToken ct)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var lease = await writers.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Database.AutoSavepointsEnabled = false; // a failed batch is rolled back as a whole
        var batch = await SeatBatch.LoadAsync(db, rollout, queries, requests, clock.GetCurrentInstant(), ct);
        var answers = new List<Action>();
        foreach (var request in requests)
        {
            RegistrationState? state = null;
            var refusal = await Refusals.OfAsync(async () => state = await DecideAsync(batch, request, ct));
            answers.Add(refusal is null ? () => request.Settle(state) : () => request.Fail(refusal));
        }

        await batch.AdvanceAsync(lists, ct);
        await transaction.CommitAsync(ct);
        answers.ForEach(answer => answer());
    }

    /// <summary>Gives up one place within the transaction of a caller that has locked the person and then the infosession.</summary>
    internal async Task WithdrawAsync(RolloutDb db, RolloutSettings rollout, InfosessionId id, PersonId person, CancellationToken ct)
    {
        var request = new WithdrawRequest(id, person, ct);
        var batch = await SeatBatch.LoadAsync(db, rollout, queries, [request], clock.GetCurrentInstant(), ct);
        await WithdrawAsync(batch, request, ct);
        await batch.AdvanceAsync(lists, ct);
    }

    // A refused request is refused before it changes anything.
    private async Task<RegistrationState?> DecideAsync(SeatBatch batch, SeatRequest request, CancellationToken ct)
    {
        if (request is WithdrawRequest withdraw)
        {
            return await WithdrawAsync(batch, withdraw, ct);
        }

        if (batch.OwesASeatAround(request))
        {
            await batch.AdvanceAsync(lists, ct);
            await batch.ReadAgainAsync(ct);
        }

        return request is SignUpRequest signUp ? await SignUpAsync(batch, signUp, ct) : await TakeAsync(batch, request, ct);
    }

    private async Task<RegistrationState?> SignUpAsync(SeatBatch batch, SignUpRequest request, CancellationToken ct)
    {
        var (id, person, now) = (request.Infosession, request.Person, batch.Now);
        var (facts, who) = (await batch.FactsAsync(id, ct), batch.Who(person));
        InfosessionRules.OpenForSignUp.Ensure(
            facts is not null && who is not null && (!facts.IsDryRun || await batch.Db.KeyUsers.AnyAsync(k => k.DryRun == id && k.Person == person, ct)));
        if (batch.Coming(person).Any(p => p.Id == id))
        {
            return null;
        }

        SignUpEligibility.Obstacle(facts!.ForSignUp, batch.Coming(person), now)?.Refuse();
        var hold = request.Hold is { } named && batch.Holds.Remove(named, out var kept) && kept.Infosession == id ? kept : null;
        var number = batch.Seats(id).SeatOrNumber(held: hold is not null);
        if (hold is not null)
        {
            batch.Db.SeatHolds.Remove(hold);
        }

        var registration = Register(batch, request, number);
        if (who!.Email is not null)
        {
            batch.Db.Outbox.Add(number is null
                ? emails.Confirmed(batch.Rollout, facts, who, registration.Changes, now)
                : waitingEmails.Waiting(batch.Rollout, facts, who, registration, batch.Seats(id).WaitingNow, await FreeDatesAsync(batch, facts, ct), now));
        }

        if (number is null)
        {
            await ReleaseOthersAsync(batch, request, facts, who, ct);
        }

        return registration.State;
    }

    private async Task<RegistrationState?> TakeAsync(SeatBatch batch, SeatRequest request, CancellationToken ct)
    {
        var (id, now, registration) = (request.Infosession, batch.Now, batch.Registration(request.Infosession, request.Person));
        var (facts, who) = (await batch.FactsAsync(id, ct), batch.Who(request.Person));
        InfosessionRules.OnlyAnOfferedSeatIsTaken.Ensure(facts is not null && who is not null && registration is not null);
        if (registration!.HoldsASeat)
        {
            return registration.State;
        }

        registration.EnsureOffered(now);
        SignUpEligibility.Obstacle(facts!.ForSignUp, batch.Coming(request.Person), now)?.Refuse();
        InfosessionRules.NeverMoreThanSeats.Ensure(registration.State == RegistrationState.Offered ? batch.Seats(id).TryTakeOffered() : batch.Seats(id).TryTakeCalled());
        registration.Take(now);
        if (who!.Email is not null)
        {
            batch.Db.Outbox.Add(emails.Confirmed(batch.Rollout, facts, who, registration.Changes, now));
        }

        await ReleaseOthersAsync(batch, request, facts, who, ct);
        return registration.State;
    }

    private async Task<RegistrationState?> WithdrawAsync(SeatBatch batch, WithdrawRequest request, CancellationToken ct)
    {
        var registration = batch.Registration(request.Infosession, request.Person);
        InfosessionRules.OnlyWhoIsRegisteredWithdraws.Ensure(registration is not null);
        var facts = (await batch.FactsAsync(request.Infosession, ct))!;
        var had = batch.GiveBack(registration!, facts.StartsAt);

        // People who only waited have nothing in their calendar: the page is enough.
        if (batch.Who(request.Person) is { Email: not null } who && facts.State == InfosessionState.Published && had == RegistrationState.Registered)
        {
            batch.Db.Outbox.Add(emails.Withdrawn(batch.Rollout, facts, who, registration!.Changes, batch.Now));
        }

        return registration!.State;
    }

    // A topic is attended once: a seat in one of its infosessions gives up places in the others, and only once the new seat is theirs.
    private async Task ReleaseOthersAsync(SeatBatch batch, SeatRequest request, InfosessionFacts taken, Registrant who, CancellationToken ct)
    {
        foreach (var other in batch.ReleasedBy(request).ToList())
        {
            // A waiting number may have become an offer meanwhile, or have ended.
            if (batch.Registration(other.Id, request.Person) is not { State: RegistrationState.Registered or RegistrationState.Offered or RegistrationState.Waiting } registration)
            {
                continue;
            }

            var had = batch.GiveBack(registration, other.StartsAt);
            if (had == RegistrationState.Registered && who.Email is not null)
            {
                batch.Db.Outbox.Add(emails.Changed(batch.Rollout, (await batch.FactsAsync(other.Id, ct))!, taken, who, registration.Changes, batch.Now));
            }
        }
    }

    private static async Task<IReadOnlyList<InfosessionFacts>> FreeDatesAsync(SeatBatch batch, InfosessionFacts facts, CancellationToken ct) =>
        batch.FreeDates.TryGetValue(facts.Id, out var known) ? known : batch.FreeDates[facts.Id] = await batch.Db.NextOfTopicAsync(facts, batch.Now, ct);

    private static Registration Register(SeatBatch batch, SignUpRequest request, int? number)
    {
        switch (batch.Registration(request.Infosession, request.Person), number)
        {
            case (null, null):
                return batch.Db.Registrations.Add(Registration.Of(request.Person, request.Infosession, batch.Now)).Entity;
            case (null, { } drawn):
                return batch.Db.Registrations.Add(Registration.Waiting(request.Person, request.Infosession, drawn, batch.Now)).Entity;
            case ({ } known, null):
                known.ComeBack(batch.Now);
                return known;
            case ({ } known, { } drawn):
                known.Wait(drawn, batch.Now);
                return known;
        }
    }
}
