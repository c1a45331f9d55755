using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>
/// Mails people who were noted as absent, once each: as soon as everyone on the list has been noted, otherwise the next morning. Not sent to people whose
/// attendance was not noted, as they may have been there, nor to those who withdrew, attended the topic another time or have a place in a later infosession.
/// Dry-runs are excluded.
/// </summary>
public sealed class SendNoShowFollowUps(OutboxBatches batches, NoShowEmails letters)
{
    /// <summary>How many are queued in one transaction.</summary>
    private const int Size = 500;

    /// <summary>How many dates a mail offers.</summary>
    private const int MostDates = 3;

    private static readonly LocalTime Morning = new(9, 0);

    // Older absences are no longer news.
    private static readonly Duration Recent = Duration.FromDays(4);

    // Leaves time to read the mail and travel.
    private static readonly Duration Ahead = Duration.FromHours(2);

    public Task RunAsync(CancellationToken ct = default) => batches.RunAsync(Size, QueueAsync, ct);

    /// <summary>Absent people without another date: neither a place in a later infosession of the topic, nor attendance at another one.</summary>
    internal static IQueryable<Registration> Missed(RolloutDb db, Instant now) =>
        from r in db.Registrations
        where r.State == RegistrationState.NoShow
        join s in db.Infosessions on r.Infosession equals s.Id
        where !db.Registrations.Any(o => o.Person == r.Person && db.Infosessions.Any(x => x.Id == o.Infosession && x.Topic == s.Topic && !x.IsDryRun
            && (o.State == RegistrationState.Attended || (o.State == RegistrationState.Registered && x.State == InfosessionState.Published && x.StartsAt > now))))
        select r;

    private async Task<int> QueueAsync(OutboxBatch batch, CancellationToken ct)
    {
        var (db, rollout, now) = batch;
        await db.AcquireLockAsync("write-to-the-missed", ct);
        var over = await OverAsync(db, now, ct);
        var ids = over.Keys.ToList();
        var missed = await (
            from r in Missed(db, now)
            where ids.Contains(r.Infosession)
            where !db.Outbox.Any(m => m.Person == r.Person && m.About == NoShowEmails.Missed && m.SubjectId == (Guid)(object)r.Infosession)
            join p in db.People on r.Person equals p.Id
            where p.Active && p.Email != null
            join b in db.Branches on p.Branch equals b.Id
            orderby r.Id
            select new { r.Infosession, p.Branch, Who = new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone) }).Take(Size).ToListAsync(ct);
        if (missed.Count == 0)
        {
            return 0;
        }

        var next = await NextAsync(db, [.. over.Values.Select(f => f.Topic).Distinct()], now, ct);
        db.Outbox.AddRange(missed.Select(m => letters.Sorry(rollout, over[m.Infosession], m.Who, Near(next[over[m.Infosession].Topic], over[m.Infosession], m.Branch, m.Who.Language), now)));
        return missed.Count;
    }

    // Infosessions whose list is closed, or whose following morning has come.
    private static async Task<Dictionary<InfosessionId, InfosessionFacts>> OverAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var since = now - Recent;
        var ended = db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published && s.EndsAt <= now && s.EndsAt > since
            && db.Registrations.Any(r => r.Infosession == s.Id && r.State == RegistrationState.NoShow));
        var facts = await ended.Facts(db).ToListAsync(ct);
        var open = (await ended.Where(s => db.Registrations.Any(r => r.Infosession == s.Id && r.State == RegistrationState.Registered)).Select(s => s.Id).ToListAsync(ct)).ToHashSet();
        return facts.Where(f => !open.Contains(f.Id) || now >= MorningAfter(f)).ToDictionary(f => f.Id);
    }

    private static Instant MorningAfter(InfosessionFacts facts) =>
        (facts.EndsAt.InZone(facts.Zone).Date.PlusDays(1) + Morning).InZoneLeniently(facts.Zone).ToInstant();

    private static async Task<ILookup<TopicId, InfosessionFacts>> NextAsync(RolloutDb db, List<TopicId> topics, Instant now, CancellationToken ct)
    {
        var earliest = now + Ahead;
        var coming = await db.Infosessions.WithoutDryRuns()
            .Where(s => topics.Contains(s.Topic) && s.State == InfosessionState.Published && s.StartsAt > earliest && s.Taken < s.Seats)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(1000).Facts(db).ToListAsync(ct);
        return coming.ToLookup(f => f.Topic);
    }

    // Online, in their own branch or where they would have come; ordered by language, branch and date.
    private static IReadOnlyList<InfosessionFacts> Near(IEnumerable<InfosessionFacts> coming, InfosessionFacts missed, BranchId branch, string? language) =>
    [
        .. coming
            .Where(f => f.Branch is null || f.Branch == branch || f.Branch == missed.Branch)
            .OrderByDescending(f => language is null || f.Language == language)
            .ThenByDescending(f => f.Branch == branch)
            .ThenBy(f => f.StartsAt)
            .Take(MostDates)
            .OrderBy(f => f.StartsAt),
    ];
}

/// <summary>Checks before sending that the person is still noted as absent and needs another date.</summary>
internal sealed class NoShowGuard : ISendGuard
{
    public bool Knows(string about) => about == NoShowEmails.Missed;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var sessions = messages.Select(m => new InfosessionId(m.SubjectId ?? default)).Distinct().ToList();
        var people = messages.Select(m => m.Person!.Value).Distinct().ToList();
        var missed = await (
            from r in SendNoShowFollowUps.Missed(db, now)
            where sessions.Contains(r.Infosession) && people.Contains(r.Person)
            select new { r.Infosession, r.Person }).ToListAsync(ct);
        var wanted = missed.Select(m => (m.Infosession.Value, (PersonId?)m.Person)).ToHashSet();
        return messages.Where(m => !wanted.Contains((m.SubjectId ?? default, m.Person))).ToDictionary(m => m.Id, _ => SuppressionReason.Done);
    }
}
