using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>What someone's own pages show of their place: the infosession, themselves, and the moment the platform opens for their branch.</summary>
/// <param name="State">Their registration's state; null when they never had one.</param>
/// <param name="Change">How often they withdrew or came back.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="OpensAt">The go-live moment of their branch, in its own time, once planned.</param>
public sealed record Ticket(InfosessionFacts Infosession, Registrant Who, RegistrationState? State, int Change, Instant? Since, LocalDateTime? OpensAt)
{
    /// <summary>What the ticket's QR says to the facilitator; null without a registration.</summary>
    public RegistrationId? Number { get; init; }

    /// <summary>Whether the person holds a seat.</summary>
    public bool HasPlace => State is RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow;

    /// <summary>When a reminder will come, if one will.</summary>
    public Instant? RemindAt => State == RegistrationState.Registered && Who.Email is not null && Infosession.RemindAt > Since ? Infosession.RemindAt : null;
}

/// <summary>One person and one published or cancelled infosession.</summary>
public sealed class FindTicket(IDbContextFactory<RolloutDb> dbs)
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
                Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language, b.Name, b.Zone),
                Registration = db.Registrations.FirstOrDefault(r => r.Infosession == id && r.Person == p.Id),
                Opens = (from l in db.Launches join w in db.Waves on l.Wave equals w.Id where l.Branch == p.Branch && l.State == LaunchState.Planned select (Instant?)w.MomentAt).FirstOrDefault(),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        return facts is null || found is null
            ? null
            : new Ticket(facts, found.Who, found.Registration?.State, found.Registration?.Changes ?? 0, found.Registration?.At, found.Opens?.InZone(found.Who.Zone).LocalDateTime) { Number = found.Registration?.Id };
    }
}
