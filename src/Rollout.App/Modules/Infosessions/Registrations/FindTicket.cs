using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Persistence.Views;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>What a person's own pages show about their place: the infosession, the person, and their branch's go-live.</summary>
/// <param name="State">The state of their registration; null when they never had one.</param>
/// <param name="Since">When that state was entered.</param>
/// <param name="Change">How often it changed.</param>
/// <param name="OpensAt">Their branch's go-live in its local time, once planned.</param>
public sealed record Ticket(InfosessionFacts Infosession, Registrant Who, RegistrationState? State, int Change, Instant? Since, LocalDateTime? OpensAt)
{
    /// <summary>The content of the ticket's QR; null without a registration.</summary>
    public RegistrationId? TicketNumber { get; init; }

    /// <summary>The code by which they prove that they came; empty without a registration.</summary>
    public string TicketCode { get; init; } = "";

    /// <summary>Their position on the waiting list, from 1.</summary>
    public int Place { get; init; }

    /// <summary>Until when a seat is held for them.</summary>
    public Instant? OfferEndsAt { get; init; }

    /// <summary>Whether they were notified that a seat is free for the first to take it.</summary>
    public bool IsCalled { get; init; }

    /// <summary>Their places in all infosessions that are not over.</summary>
    public IReadOnlyList<UpcomingPlace> Coming { get; init; } = [];

    /// <summary>Whether they hold a seat.</summary>
    public bool HasPlace => State is RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow;

    /// <summary>Whether they wait, or are offered a seat.</summary>
    public bool IsInLine => State is RegistrationState.Waiting or RegistrationState.Offered;

    /// <summary>When they will be reminded, if they will.</summary>
    public Instant? RemindAt => State == RegistrationState.Registered && Who.Email is not null && Infosession.RemindAt > Since ? Infosession.RemindAt : null;

    /// <summary>Whether there is a seat they can take now.</summary>
    public bool CanTake(Instant now) => Infosession.IsOpenForSignUp(now) && State switch
    {
        RegistrationState.Offered => now < OfferEndsAt,
        RegistrationState.Waiting => IsCalled && Infosession.Taken + Infosession.Offered < Infosession.Seats,
        _ => false,
    };

    /// <summary>Whether signing up has nothing to ask first: a seat is free, or they know that they will wait, and nothing else is given up for it.</summary>
    public bool CanSignUpAtOnce(bool waits, Instant now) =>
        !HasPlace && !IsInLine && (waits || !Infosession.IsFull) && Obstacle(now) is null && !Released(now).Any();

    /// <summary>What prevents them from signing up, or null.</summary>
    public SignUpObstacle? Obstacle(Instant now) => SignUpEligibility.Obstacle(Infosession.ForSignUp, Coming, now);

    /// <summary>The seat in another infosession of the topic that they give up by taking this one.</summary>
    public UpcomingPlace? GivesUp(Instant now) => Released(now).FirstOrDefault(p => p.HoldsASeat);

    /// <summary>The infosessions of the topic whose waiting list they leave by taking this seat.</summary>
    public IEnumerable<UpcomingPlace> StopsWaitingFor(Instant now) => Released(now).Where(p => !p.HoldsASeat);

    private IEnumerable<UpcomingPlace> Released(Instant now) => SignUpEligibility.Released(Infosession.ForSignUp, Coming, now);
}

/// <summary>Finds one person's ticket for one published or cancelled infosession.</summary>
public sealed class FindTicket(IDbContextFactory<RolloutDb> dbs, SignUpQueries questions, IClock clock)
{
    public async Task<Ticket?> RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var facts = await db.Infosessions.Where(s => s.Id == id && s.State != InfosessionState.Draft).VisibleTo(db, person).Facts(db).SingleOrDefaultAsync(ct);
        var found = await (
            from p in db.People
            where p.Id == person && p.Active
            join b in db.Branches on p.Branch equals b.Id
            select new
            {
                Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone),
                Registration = db.Registrations.FirstOrDefault(r => r.Infosession == id && r.Person == p.Id),
                Opens = db.GoLives().Where(g => g.Branch == p.Branch && g.IsPlanned).Select(g => (Instant?)g.At).FirstOrDefault(),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (facts is null || found is null)
        {
            return null;
        }

        var mine = found.Registration;
        return new Ticket(facts, found.Who, mine?.State, mine?.Changes ?? 0, mine?.At, found.Opens?.InZone(found.Who.Zone).LocalDateTime)
        {
            TicketNumber = mine?.Id, TicketCode = mine?.TicketCode ?? "",
            Place = mine?.State == RegistrationState.Waiting ? await db.PlaceAsync(id, mine.Number, ct) : 0,
            OfferEndsAt = mine?.OfferEndsAt,
            IsCalled = mine?.CalledAt is not null,
            Coming = [.. (await questions.ComingAsync(db, [person], clock.GetCurrentInstant(), ct))[person]],
        };
    }
}

internal static class PlaceQuery
{
    /// <summary>The number of people waiting with this number or a lower one.</summary>
    public static Task<int> PlaceAsync(this RolloutDb db, InfosessionId id, int? number, CancellationToken ct) =>
        db.Registrations.CountAsync(r => r.Infosession == id && r.State == RegistrationState.Waiting && r.Number <= number, ct);
}
