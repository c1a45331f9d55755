using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Reminders;

/// <summary>
/// Queues a reminder for everyone whose infosession is due for one: at 10:00 on the last working day before, once for each time it is moved to. Not for people
/// who signed up after that moment, whose confirmation is recent enough.
/// </summary>
public sealed class PlanInfosessionReminders(OutboxBatches batches, InfosessionEmails letters)
{
    /// <summary>How many are queued in one transaction.</summary>
    private const int Size = 500;

    public Task RunAsync(CancellationToken ct = default) => batches.RunAsync(Size, QueueAsync, ct);

    // Marking is the decision: of two processes, the second finds them marked and skips them.
    private async Task<int> QueueAsync(OutboxBatch batch, CancellationToken ct)
    {
        var (db, rollout, now) = batch;
        var marked = await MarkAsync(db, now, ct);
        if (marked.Count == 0)
        {
            return 0;
        }

        // An infosession moved at this very moment keeps a mark below its new sequence, and is found again.
        var due = await (
            from r in db.Registrations
            where marked.Contains(r.Id)
            join s in db.Infosessions on r.Infosession equals s.Id
            where r.RemindedFor == s.Sequence
            join p in db.People on r.Person equals p.Id
            where p.Active && p.Email != null
            join b in db.Branches on p.Branch equals b.Id
            select new { s.Id, Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone) }).ToListAsync(ct);
        var ids = due.Select(d => d.Id).Distinct().ToList();
        var facts = await db.Infosessions.Where(s => ids.Contains(s.Id)).Facts(db).ToDictionaryAsync(f => f.Id, ct);
        db.Outbox.AddRange(due.Select(d => letters.Reminding(rollout, facts[d.Id], d.Who, now)));
        return marked.Count;
    }

    private static async Task<List<RegistrationId>> MarkAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var skipLocked = db.SkipLocked(of: "r");
        var sql = $$"""
            UPDATE registrations SET reminded_for = (SELECT s.sequence FROM infosessions s WHERE s.id = registrations.infosession)
            WHERE id IN (
                SELECT r.id FROM registrations r JOIN infosessions s ON s.id = r.infosession
                WHERE s.state = 'Published' AND s.remind_at <= {0} AND s.starts_at > {0}
                AND r.state = 'Registered' AND r.at < s.remind_at AND (r.reminded_for IS NULL OR r.reminded_for < s.sequence)
                LIMIT {1} {{skipLocked}})
            RETURNING id AS "Value"
            """;
        var marked = await db.Database.SqlQueryRaw<Guid>(sql, now.ToUnixTimeMilliseconds(), Size).ToListAsync(ct);
        return [.. marked.Select(id => new RegistrationId(id))];
    }
}

/// <summary>Checks before sending that the person still has the place, in an infosession that is still at that time.</summary>
internal sealed class PlaceGuard : ISendGuard
{
    /// <summary>The reason for suppressing a reminder.</summary>
    public const string NoPlace = "no-place";

    public bool Knows(string about) => about is InfosessionEmails.Reminder or ReminderEmails.HourBefore;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var sessions = messages.Select(m => new InfosessionId(m.SubjectId ?? default)).Distinct().ToList();
        var people = messages.Select(m => m.Person!.Value).Distinct().ToList();
        var places = await (
            from r in db.Registrations
            where sessions.Contains(r.Infosession) && people.Contains(r.Person) && r.State == RegistrationState.Registered
            join s in db.Infosessions on r.Infosession equals s.Id
            where s.State == InfosessionState.Published && s.StartsAt > now
            select new { s.Id, s.Sequence, r.Person }).ToListAsync(ct);
        var wanted = places.SelectMany(p => (string[])[InfosessionEmails.ReminderKey(p.Id, p.Sequence, p.Person), ReminderEmails.KeyOf(p.Id, p.Sequence, p.Person)]).ToHashSet();
        return messages.Where(m => !wanted.Contains(m.Key)).ToDictionary(m => m.Id, _ => NoPlace);
    }
}
