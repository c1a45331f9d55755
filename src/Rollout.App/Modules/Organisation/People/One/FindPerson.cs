using Rollout.App.Modules.Infosessions.Contracts;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>One person, as the lead sees them: who they are, what they hold, where they stand. Not what they do on the platform: that is theirs.</summary>
/// <param name="Term">Their time as ambassador, if they are or were one.</param>
/// <param name="CountsFor">The ambassador who has the credit for them.</param>
/// <param name="MessageCount">How many messages there are; the newest are listed.</param>
public sealed record PersonFound(
    Person Person, BranchId Branch, string BranchName, DateTimeZone Zone, IReadOnlyList<BranchLink> Directs, PersonTerm? Term, IReadOnlyList<PersonInvitation> InvitedBy, string? CountsFor,
    IReadOnlyList<PersonSession> Gives, IReadOnlyList<PersonSession> Places, IReadOnlyList<PersonMessage> Messages, int MessageCount);

public sealed record BranchLink(BranchId Id, string Name);

/// <param name="Done">How many colleagues count for them.</param>
public sealed record PersonTerm(AmbassadorId Id, int Quota, int Done, LocalDate From, LocalDate Until, bool SteppedDown);

public sealed record PersonInvitation(string Ambassador, Instant? InvitedAt, Instant? CameAt);

/// <summary>An infosession they give or have a place in, on its own clock.</summary>
/// <param name="State">Null for one they give.</param>
/// <param name="Since">Since when their place is in this state.</param>
public sealed record PersonSession(InfosessionId Id, TopicTitle Topic, LocalDateTime Starts, RegistrationState? State, Instant? Since);

public sealed record PersonMessage(OutboxMessageId Id, string Subject, string About, OutboxState State, string? Trouble, Instant At);

public sealed class FindPerson(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int MostMessages = 20;
    private const int MostSessions = 20;

    public async Task<PersonFound?> RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null)
        {
            return null;
        }

        var branch = await db.Branches.Where(b => b.Id == person.Branch).Select(b => new { b.Name, b.Zone }).SingleAsync(ct);
        return new PersonFound(
            person, person.Branch, branch.Name, branch.Zone,
            await db.Branches.Where(b => b.Director == id && person.Active).OrderBy(b => b.Position).Select(b => new BranchLink(b.Id, b.Name)).ToListAsync(ct),
            await db.Ambassadors.Where(a => a.Person == id)
                .Select(a => new PersonTerm(a.Id, a.Quota, db.Credits.Count(c => c.Ambassador == a.Id), a.From, a.Until, a.SteppedDownAt != null)).SingleOrDefaultAsync(ct),
            await InvitedByAsync(db, id, ct),
            await CountsForAsync(db, id, ct),
            await GivesAsync(db, id, clock.GetCurrentInstant(), ct),
            await Places(db, db.Registrations.WithoutDryRuns(db).Where(r => r.Person == id)).Take(MostSessions).ToListAsync(ct),
            await db.Outbox.Where(m => m.Person == id && !m.Confidential).OrderByDescending(m => m.QueuedAt).Take(MostMessages)
                .Select(m => new PersonMessage(m.Id, m.Subject, m.About, m.State, m.FailureReason, m.State == OutboxState.Queued ? m.DueAt : m.SettledAt)).ToListAsync(ct),
            await db.Outbox.CountAsync(m => m.Person == id && !m.Confidential, ct));
    }

    /// <summary>The places that someone gives up when they are marked as left.</summary>
    public async Task<IReadOnlyList<PersonSession>> GivenUpOnLeavingAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Places(db, db.Registrations.GivenUpOnLeaving(db, clock.GetCurrentInstant()).Where(r => r.Person == id)).ToListAsync(ct);
    }

    private static Task<List<PersonInvitation>> InvitedByAsync(RolloutDb db, PersonId person, CancellationToken ct) => (
        from invitation in db.Invitations
        join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
        join inviter in db.People on ambassador.Person equals inviter.Id
        where invitation.Colleague == person
        orderby invitation.InvitedAt ?? invitation.CameAt
        select new PersonInvitation(inviter.Name, invitation.InvitedAt, invitation.CameAt)).ToListAsync(ct);

    private static Task<string?> CountsForAsync(RolloutDb db, PersonId person, CancellationToken ct) => (
        from credit in db.Credits
        join ambassador in db.Ambassadors on credit.Ambassador equals ambassador.Id
        join inviter in db.People on ambassador.Person equals inviter.Id
        where credit.Colleague == person
        select (string?)inviter.Name).FirstOrDefaultAsync(ct);

    private static Task<List<PersonSession>> GivesAsync(RolloutDb db, PersonId person, Instant now, CancellationToken ct) => (
        from session in db.Infosessions
        join topic in db.Topics on session.Topic equals topic.Id
        where session.Facilitator == person && session.State != InfosessionState.Cancelled && session.EndsAt > now
        orderby session.StartsAt
        select new PersonSession(session.Id, new TopicTitle(topic.Title, topic.Language, topic.Translations), session.Starts, null, null)).Take(MostSessions).ToListAsync(ct);

    private static IQueryable<PersonSession> Places(RolloutDb db, IQueryable<Registration> registrations) =>
        from registration in registrations
        join session in db.Infosessions on registration.Infosession equals session.Id
        join topic in db.Topics on session.Topic equals topic.Id
        orderby session.StartsAt descending
        select new PersonSession(session.Id, new TopicTitle(topic.Title, topic.Language, topic.Translations), session.Starts, registration.State, registration.At);
}
