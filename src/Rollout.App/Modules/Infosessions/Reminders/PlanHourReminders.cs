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
/// Queues a reminder for everyone whose infosession starts within the hour, once for each time it is moved to. Not for people who signed up within that hour,
/// or who got a reminder or a mail about a move less than two hours ago.
/// </summary>
public sealed class PlanHourReminders(OutboxBatches batches, ReminderEmails letters)
{
    /// <summary>How many infosessions are handled in one transaction.</summary>
    private const int Size = 20;

    /// <summary>A mail about the place sent within this period counts as a reminder.</summary>
    private static readonly Duration Fresh = Duration.FromHours(2);

    public Task RunAsync(CancellationToken ct = default) => batches.RunAsync(Size, QueueAsync, ct);

    private async Task<int> QueueAsync(OutboxBatch batch, CancellationToken ct)
    {
        var (db, rollout, now) = batch;
        var marked = await MarkAsync(db, now, ct);
        if (marked.Count == 0)
        {
            return 0;
        }

        var since = now - Fresh;
        var facts = await db.Infosessions.Where(s => marked.Contains(s.Id)).Facts(db).ToDictionaryAsync(f => f.Id, ct);
        var registered = await (
            from r in db.Registrations
            where marked.Contains(r.Infosession) && r.State == RegistrationState.Registered
            where !db.Outbox.Any(m => m.Person == r.Person && (m.About == InfosessionEmails.Reminder || m.About == InfosessionEmails.MovedTo)
                && m.SubjectId == (Guid)(object)r.Infosession && m.QueuedAt > since && m.State != OutboxState.Suppressed)
            join p in db.People on r.Person equals p.Id
            where p.Active && p.Email != null
            join b in db.Branches on p.Branch equals b.Id
            select new { r.Infosession, r.At, Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone) }).ToListAsync(ct);
        db.Outbox.AddRange(
            from r in registered
            let session = facts[r.Infosession]
            where r.At < session.StartsAt - Infosession.RemindedBefore
            select letters.Soon(rollout, session, r.Who, now));
        return marked.Count;
    }

    private static async Task<List<InfosessionId>> MarkAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var skipLocked = db.SkipLocked();
        var sql = $$"""
            UPDATE infosessions SET hour_reminded_for = sequence
            WHERE id IN (
                SELECT id FROM infosessions
                WHERE state = 'Published' AND starts_at > {0} AND starts_at <= {1} AND (hour_reminded_for IS NULL OR hour_reminded_for < sequence)
                LIMIT {2} {{skipLocked}})
            RETURNING id AS "Value"
            """;
        var until = now + Infosession.RemindedBefore;
        var marked = await db.Database.SqlQueryRaw<Guid>(sql, now.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(), Size).ToListAsync(ct);
        return [.. marked.Select(id => new InfosessionId(id))];
    }
}
