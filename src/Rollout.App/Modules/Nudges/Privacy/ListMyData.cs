using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>All data that Rollout holds about the current user.</summary>
public sealed record MyData(
    Person Person, string Branch, DateTimeZone Zone, IReadOnlyList<string> Directs, bool IsAmbassador,
    IReadOnlyList<MyRegistration> Registrations, IReadOnlyList<MyInvitation> Invitations, IReadOnlyList<MyEvidence> Evidence, IReadOnlyList<ClaimAboutMe> ClaimAboutMe, string? CountedFor,
    IReadOnlyList<MyMessage> Messages, int MessageCount)
{
    /// <summary>The topics of which no date suits the person, and what would.</summary>
    public IReadOnlyList<MyDateRequest> DateRequests { get; init; } = [];

    /// <summary>What the person agreed to, newest first.</summary>
    public IReadOnlyList<Consent> Consents { get; init; } = [];
}

/// <summary>That none of a topic's dates suits the person.</summary>
public sealed record MyDateRequest(TopicTitle Topic, string Text);

/// <summary>A registration made by the person.</summary>
/// <param name="Comes">Their answer to the reminder; null without an answer.</param>
/// <param name="Text">Their message to the facilitator.</param>
/// <param name="FirstBecause">Why they were moved to the front of the waiting list, if they were.</param>
public sealed record MyRegistration(TopicTitle Topic, LocalDateTime Starts, RegistrationState State, bool? Comes, string? Text, string? FirstBecause);

/// <summary>What an ambassador can see about the person: invited, came.</summary>
public sealed record MyInvitation(string Ambassador, Instant? InvitedAt, Instant? CameAt);

/// <summary>The evidence that the person's profile is complete, and since when.</summary>
public sealed record MyEvidence(CreditEvidence Kind, Instant Since);

/// <summary>A statement of an ambassador about the person: a claim, or a question to the lead.</summary>
/// <param name="Words">Null for a claim.</param>
/// <param name="Code">The ambassador's code, for a claim the person has not contradicted.</param>
public sealed record ClaimAboutMe(string Ambassador, Instant At, string? Words, string? Answer, string? Code = null);

/// <summary>A message to the person, and its state.</summary>
/// <param name="Why">The reason given in the message itself.</param>
public sealed record MyMessage(Instant At, string Subject, OutboxKind Kind, OutboxState State, string? Why, string? Language);

/// <summary>Lists the current user's own data. Only for verified users.</summary>
public sealed class ListMyData(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <summary>The maximum number of messages shown, newest first.</summary>
    public const int MostMessages = 100;

    /// <param name="messages">How many messages, newest first.</param>
    /// <returns>Null for users who are not verified.</returns>
    public async Task<MyData?> RunAsync(int messages = MostMessages, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsVerified)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == actor.Id, ct);
        var zone = await db.Branches.Where(b => b.Id == person.Branch).Select(b => b.Zone).SingleAsync(ct);
        return new MyData(
            person, actor.BranchName, zone,
            await db.Branches.Where(b => b.Director == person.Id).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct),
            actor.IsAmbassador,
            await RegistrationsAsync(db, person.Id, ct),
            await InvitationsAsync(db, person.Id, ct),
            await db.ProfileEvidence.Where(e => e.Colleague == person.Id && e.Kind != CreditEvidence.Claimed).OrderBy(e => e.Since).Select(e => new MyEvidence(e.Kind, e.Since)).ToListAsync(ct),
            await SaidAsync(db, person.Id, ct),
            await CountedForAsync(db, person.Id, ct),
            await MessagesAsync(db, person.Id, messages, ct),
            await db.Outbox.CountAsync(m => m.Person == person.Id, ct))
        {
            DateRequests = await db.Set<DateRequest>().Where(w => w.Person == person.Id).Join(db.Topics, w => w.Topic, t => t.Id, (w, t) => new MyDateRequest(new TopicTitle(t.Title, t.Language, t.Translations), w.Text)).ToListAsync(ct),
            Consents = await db.Consents.AsNoTracking().Where(c => c.Person == person.Id).OrderByDescending(c => c.GivenAt).ToListAsync(ct),
        };
    }

    private static Task<List<MyRegistration>> RegistrationsAsync(RolloutDb db, PersonId person, CancellationToken ct) => (
        from registration in db.Registrations
        join session in db.Infosessions on registration.Infosession equals session.Id
        join topic in db.Topics on session.Topic equals topic.Id
        where registration.Person == person
        join answer in db.WarmUpAnswers on registration.Id equals answer.Registration into answers
        from answer in answers.DefaultIfEmpty()
        orderby session.StartsAt descending
        select new MyRegistration(
            new TopicTitle(topic.Title, topic.Language, topic.Translations), session.Starts, registration.State, answer == null ? null : answer.Comes, answer == null ? null : answer.Text,
            db.QueuePriorityOverride.Where(w => w.Infosession == session.Id && w.Person == person).OrderByDescending(w => w.At).Select(w => w.Reason).FirstOrDefault())).ToListAsync(ct);

    private static Task<List<MyInvitation>> InvitationsAsync(RolloutDb db, PersonId person, CancellationToken ct) => (
        from invitation in db.Invitations
        join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
        join colleague in db.People on ambassador.Person equals colleague.Id
        where invitation.Colleague == person
        select new MyInvitation(colleague.Name, invitation.InvitedAt, invitation.CameAt)).ToListAsync(ct);

    private static async Task<IReadOnlyList<ClaimAboutMe>> SaidAsync(RolloutDb db, PersonId person, CancellationToken ct)
    {
        var names = db.Ambassadors.Join(db.People, a => a.Person, p => p.Id, (a, p) => new { a.Id, a.Code, p.Name });
        var claims = await db.Claims.Where(c => c.Colleague == person).Join(names, c => c.Ambassador, n => n.Id, (c, n) => new ClaimAboutMe(n.Name, c.At, null, null, c.ContradictedAt == null ? n.Code : null)).ToListAsync(ct);
        var reviews = await db.CreditReviews.Where(r => r.Colleague == person).Join(names, r => r.By, n => n.Id, (r, n) => new ClaimAboutMe(n.Name, r.At, r.Words, r.Answer)).ToListAsync(ct);
        return [.. claims.Concat(reviews).OrderBy(s => s.At)];
    }

    private static Task<string?> CountedForAsync(RolloutDb db, PersonId person, CancellationToken ct) => (
        from credit in db.Credits.WithClosedSeasons()
        join ambassador in db.Ambassadors on credit.Ambassador equals ambassador.Id
        join colleague in db.People on ambassador.Person equals colleague.Id
        where credit.Colleague == person
        select colleague.Name).FirstOrDefaultAsync(ct);

    private static async Task<IReadOnlyList<MyMessage>> MessagesAsync(RolloutDb db, PersonId person, int most, CancellationToken ct)
    {
        var newest = await db.Outbox.AsNoTracking().Where(m => m.Person == person).OrderByDescending(m => m.QueuedAt).Take(most).ToListAsync(ct);
        return [.. newest.Select(m => (Message: m, Content: JsonSerializer.Deserialize<EmailContent>(m.EmailContent)))
            .Select(m => new MyMessage(m.Message.State == OutboxState.Sent ? m.Message.SettledAt : m.Message.DueAt, m.Message.Subject, m.Message.Kind, m.Message.State, m.Content?.Why?.Answer, m.Content?.Language))];
    }
}
