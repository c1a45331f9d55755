using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>Advances waiting lists. Everything that frees a seat calls this in its own transaction, so that a seat is never free while someone waits.</summary>
public sealed class WaitingLists(WaitingListEmails letters)
{
    /// <summary>Offers the free seats to the people waiting, in order. The transaction must have locked the infosession's row.</summary>
    internal async Task AdvanceAsync(RolloutDb db, RolloutSettings rollout, InfosessionId id, Instant now, CancellationToken ct)
    {
        var facts = await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct);
        var free = facts.Seats - facts.Taken - facts.Offered;
        if (facts.Waiting == 0 || free <= 0 || !facts.IsOpenForSignUp(now))
        {
            return;
        }

        var waiting = await db.WaitingOn(id).ToListAsync(ct);
        var left = waiting.Where(w => !w.IsActive).ToList();
        left.ForEach(w => w.Registration.Expire(now));
        var here = waiting.Where(w => w.IsActive).ToList();
        var turns = WaitingList.Next([.. here.Select(w => (w, w.Hours))], free, facts.StartsAt, rollout.OfferHours, now);
        foreach (var (waiter, until) in turns.Offers)
        {
            waiter.Registration.Offer(until, now);
            await AddAsync(db, rollout, facts, waiter, letters.Offered, now, ct);
        }

        foreach (var waiter in here.Where(w => turns.CallTheRest && w.Registration is { State: RegistrationState.Waiting, CalledAt: null }))
        {
            waiter.Registration.Call(now);
            await AddAsync(db, rollout, facts, waiter, letters.Called, now, ct);
        }

        await db.CountAsync(id, offered: turns.Offers.Count, waiting: -turns.Offers.Count - left.Count, ct: ct);
        await db.SaveChangesAsync(ct);
    }

    // Rollout cannot reach someone without an e-mail: the person who can tell them gets the mail.
    private async Task AddAsync(
        RolloutDb db, RolloutSettings rollout, InfosessionFacts facts, WaitingEntry waiter, Func<RolloutSettings, InfosessionFacts, Registrant, Registration, Instant, OutboxMessage> write,
        Instant now, CancellationToken ct)
    {
        if (waiter.Who.Email is not null)
        {
            db.Outbox.Add(write(rollout, facts, waiter.Who, waiter.Registration, now));
            return;
        }

        var tellers = await db.TellersOfAsync(waiter.Who.Id, ct);
        db.Outbox.AddRange(tellers.Select(teller => letters.TellOffer(rollout, facts, waiter.Who, waiter.Mobile, waiter.Registration, teller, now)));
    }
}

/// <summary>Someone on a waiting list, or with an offered seat.</summary>
internal sealed record WaitingEntry(Registration Registration, Registrant Who, string? Mobile, bool IsActive, DaysOff DaysOff, LocalTime OpensAt, LocalTime ClosesAt)
{
    /// <summary>When they can be expected to answer: the working hours of their branch.</summary>
    public WorkingHours Hours => new(Who.Zone, Holidays.Of(DaysOff), OpensAt, ClosesAt);
}

internal static class WaitingEntryQuery
{
    /// <summary>The people waiting, in order.</summary>
    public static IQueryable<WaitingEntry> WaitingOn(this RolloutDb db, InfosessionId id) =>
        db.Registrations.Where(r => r.Infosession == id && r.State == RegistrationState.Waiting).OrderBy(r => r.Number).Waiters(db);

    public static IQueryable<WaitingEntry> Waiters(this IQueryable<Registration> registrations, RolloutDb db) =>
        from r in registrations
        join p in db.People on r.Person equals p.Id
        join b in db.Branches on p.Branch equals b.Id
        select new WaitingEntry(r, new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone), p.Mobile, p.Active,
            new DaysOff(b.Country, b.Region, b.KeepsLiberationDay, b.Periods), b.OpensAt, b.ClosesAt);
}
