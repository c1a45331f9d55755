using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Handles a batch of concurrent sign-ups, in order. The people and infosessions are locked until all registrations and mails are stored, so that no seat is
/// given twice and nobody gets two at once, whatever other processes decide.
/// </summary>
public sealed class SignUpBatchHandler(
    IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, SignUpQueries questions, OtherPlaces places, InfosessionEmails letters, WaitingListEmails waitingLetters,
    SqliteWriterQueue turns, IClock clock)
{
    /// <summary>Completes each request after the transaction has been committed. A person occurs at most once.</summary>
    internal async Task RunAsync(IReadOnlyList<SignUpRequest> wishes, CancellationToken ct)
    {
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Database.AutoSavepointsEnabled = false; // a failed batch is rolled back as a whole
        var held = await HoldAsync(db, wishes, ct);
        var answers = new List<Action>();
        foreach (var wish in wishes)
        {
            RegistrationState? state;
            try
            {
                state = await DecideAsync(db, rollout, held, wish, ct);
            }
            catch (BrokenRuleException refusal)
            {
                answers.Add(() => wish.Fail(refusal));
                continue;
            }

            answers.Add(() => wish.Settle(state));
            if (state == RegistrationState.Registered)
            {
                await GiveUpAsync(db, rollout, held, wish, ct);
            }
        }

        await KeepAsync(db, held, ct);
        await transaction.CommitAsync(ct);
        answers.ForEach(answer => answer());
    }

    private async Task<BatchContext> HoldAsync(RolloutDb db, IReadOnlyList<SignUpRequest> wishes, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var (people, sessions) = (wishes.Select(w => w.Person).ToArray(), wishes.Select(w => w.Infosession).Distinct().ToArray());
        var facts = await questions.FactsAsync(db, sessions, ct);
        return new BatchContext
        {
            Now = now,
            Facts = facts,
            Coming = await places.HoldAsync(db, [.. wishes.Where(w => facts.ContainsKey(w.Infosession)).Select(w => (w.Person, facts[w.Infosession]))], now, ct),
            Seats = await questions.SeatsAsync(db, sessions, ct),
            Who = await questions.WhoAsync(db, people, ct),
            Registrations = await questions.RegistrationsAsync(db, people, sessions, ct),
            Holds = await HoldsAsync(db, wishes, now, ct),
        };
    }

    private static async Task<IReadOnlyList<InfosessionFacts>> FreeDatesAsync(RolloutDb db, BatchContext held, InfosessionFacts facts, CancellationToken ct) =>
        held.FreeDates.TryGetValue(facts.Id, out var known) ? known : held.FreeDates[facts.Id] = await db.NextOfTopicAsync(facts, held.Now, ct);

    private static async Task<Dictionary<SeatHoldId, SeatHold>> HoldsAsync(RolloutDb db, IReadOnlyList<SignUpRequest> wishes, Instant now, CancellationToken ct)
    {
        var holds = wishes.Select(w => w.Hold).OfType<SeatHoldId>().ToArray();
        return holds.Length == 0 ? [] : await db.SeatHolds.Where(h => holds.Contains(h.Id) && h.EndsAt > now).ToDictionaryAsync(h => h.Id, ct);
    }

    /// <returns>The new state; null when the person had a place already.</returns>
    private async Task<RegistrationState?> DecideAsync(RolloutDb db, RolloutSettings rollout, BatchContext held, SignUpRequest wish, CancellationToken ct)
    {
        var (id, person, now) = (wish.Infosession, wish.Person, held.Now);
        InfosessionRules.OpenForSignUp.Ensure(
            held.Facts.TryGetValue(id, out var facts) & held.Who.TryGetValue(person, out var who)
            && (!facts!.IsDryRun || await db.KeyUsers.AnyAsync(k => k.DryRun == id && k.Person == person, ct)));
        if (held.Coming[person].Any(p => p.Id == id))
        {
            return null;
        }

        var seats = held.Seats[id];
        if (facts!.Version != seats.Version)
        {
            held.Facts[id] = facts = await questions.FactsAnewAsync(db, id, ct);
        }

        SignUpEligibility.Obstacle(facts.ForSignUp, held.Coming[person], now)?.Refuse();
        var hold = wish.Hold is { } named && held.Holds.TryGetValue(named, out var kept) && kept.Infosession == id ? kept : null;
        var number = seats.SeatOrNumber(held: hold is not null);
        if (hold is not null)
        {
            held.Holds.Remove(hold.Id);
            db.SeatHolds.Remove(hold);
        }

        var registration = Take(db, held.Registrations.GetValueOrDefault((id, person)), wish, number, now);
        if (who!.Email is not null)
        {
            db.Outbox.Add(number is null
                ? letters.Confirmed(rollout, facts, who, registration.Changes, now)
                : waitingLetters.Waiting(rollout, facts, who, registration, seats.WaitingNow, await FreeDatesAsync(db, held, facts, ct), now));
        }

        return registration.State;
    }

    private async Task GiveUpAsync(RolloutDb db, RolloutSettings rollout, BatchContext held, SignUpRequest wish, CancellationToken ct)
    {
        var (facts, coming) = (held.Facts[wish.Infosession], held.Coming[wish.Person]);
        if (SignUpEligibility.Released(facts.ForSignUp, coming, held.Now).Any())
        {
            await KeepAsync(db, held, ct);
            await places.GiveUpAsync(db, rollout, coming, facts, held.Who[wish.Person], held.Now, ct);

            // Seats that became free went to the waiting list, which may include the next person in this batch.
            held.Seats = await questions.SeatsAsync(db, [.. held.Seats.Keys], ct);
            held.Coming = await questions.ComingAsync(db, [.. held.Who.Keys], held.Now, ct);
        }
    }

    private static Registration Take(RolloutDb db, Registration? known, SignUpRequest wish, int? number, Instant now)
    {
        switch (known, number)
        {
            case (null, null):
                return db.Registrations.Add(Registration.Of(wish.Person, wish.Infosession, now)).Entity;
            case (null, { } drawn):
                return db.Registrations.Add(Registration.Waiting(wish.Person, wish.Infosession, drawn, now)).Entity;
            case (_, null):
                known.ComeBack(now);
                return known;
            case (_, { } drawn):
                known.Wait(drawn, now);
                return known;
        }
    }

    private static async Task KeepAsync(RolloutDb db, BatchContext held, CancellationToken ct)
    {
        await db.GiveOutAsync(held.Seats.Values, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What is known about the people and infosessions of a batch, read under the locks.</summary>
    private sealed class BatchContext
    {
        public required Instant Now { get; init; }
        public required Dictionary<InfosessionId, InfosessionFacts> Facts { get; init; }
        public required ILookup<PersonId, UpcomingPlace> Coming { get; set; }
        public required Dictionary<InfosessionId, SeatAllocator> Seats { get; set; }
        public required Dictionary<PersonId, Registrant> Who { get; init; }
        public required Dictionary<(InfosessionId Infosession, PersonId Person), Registration> Registrations { get; init; }
        public required Dictionary<SeatHoldId, SeatHold> Holds { get; init; }
        public Dictionary<InfosessionId, IReadOnlyList<InfosessionFacts>> FreeDates { get; } = [];
    }
}
