using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>Sends a feedback request to all attendees, once it is over and attendance is noted. Not to those who already answered through the QR.</summary>
public sealed class AskForFeedback(OutboxBatches batches, FeedbackEmails letters)
{
    /// <summary>How many are queued in one transaction.</summary>
    private const int Size = 500;

    public Task RunAsync(CancellationToken ct = default) => batches.RunAsync(Size, QueueAsync, ct);

    private async Task<int> QueueAsync(OutboxBatch batch, CancellationToken ct)
    {
        var (db, rollout, now) = batch;
        await db.AcquireLockAsync("ask-for-feedback", ct);
        var since = now - Duration.FromDays(FeedbackTime.Days);
        var due = await (
            from r in db.Registrations
            where r.State == RegistrationState.Attended && !db.FeedbackAsks.Any(a => a.Infosession == r.Infosession && a.Person == r.Person)
            join s in db.Infosessions on r.Infosession equals s.Id
            where s.State == InfosessionState.Published && s.EndsAt <= now && s.StartsAt > since
            join p in db.People on r.Person equals p.Id
            where p.Active && p.Email != null
            join b in db.Branches on p.Branch equals b.Id
            orderby r.Id
            select new { s.Id, Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone) }).Take(Size).ToListAsync(ct);
        var ids = due.Select(d => d.Id).Distinct().ToList();
        var facts = await db.Infosessions.Where(s => ids.Contains(s.Id)).Facts(db).ToDictionaryAsync(f => f.Id, ct);
        db.FeedbackAsks.AddRange(due.Select(d => FeedbackAsk.Of(d.Id, d.Who.Id)));
        db.Outbox.AddRange(due.Select(d => letters.Ask(rollout, facts[d.Id], d.Who, now)));
        return due.Count;
    }
}

/// <summary>Checks before sending that the person attended and has not answered meanwhile.</summary>
internal sealed class FeedbackGuard : ISendGuard
{
    public bool Knows(string about) => about == FeedbackEmails.Asking;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var sessions = messages.Select(m => new InfosessionId(m.SubjectId ?? default)).Distinct().ToList();
        var people = messages.Select(m => m.Person!.Value).Distinct().ToList();
        var asked = await (
            from a in db.FeedbackAsks
            where sessions.Contains(a.Infosession) && people.Contains(a.Person) && !a.HasAnswered
            where db.Registrations.Any(r => r.Infosession == a.Infosession && r.Person == a.Person && r.State == RegistrationState.Attended)
            select new { a.Infosession, a.Person }).ToListAsync(ct);
        var wanted = asked.Select(a => (a.Infosession.Value, (PersonId?)a.Person)).ToHashSet();
        return messages.Where(m => !wanted.Contains((m.SubjectId ?? default, m.Person))).ToDictionary(m => m.Id, _ => SuppressionReason.Done);
    }
}
