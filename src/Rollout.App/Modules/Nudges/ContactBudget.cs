using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>
/// The one contact budget over all rules: so many nudges in seven days, and none within <see cref="DaysApart"/> days of another, or within <see cref="DaysApartOfSilent"/> days for
/// whoever answered none of the last. What waits counts as sent.
/// </summary>
/// <param name="resting">Those who answer none, and had one lately.</param>
internal sealed class ContactBudget(int most, IReadOnlyDictionary<PersonId, List<ContactBudget.Contact>> spent, IReadOnlySet<PersonId> resting, Instant now)
{
    public const int DaysApart = 3;

    /// <summary>How many days lie between two nudges to someone who did not take the step of the last <see cref="SilentAfter"/>.</summary>
    public const int DaysApartOfSilent = NudgeForesight.DaysApartOfSilent;

    public const int SilentAfter = 3;
    private static readonly Duration SilenceLasts = Duration.FromDays(180);
    private static readonly Duration Window = Duration.FromDays(7);
    private readonly Dictionary<PersonId, List<Contact>> _spent = spent.ToDictionary(s => s.Key, s => s.Value);

    public static async Task<ContactBudget> LoadAsync(RolloutDb db, int most, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        var asked = people.Select(p => (PersonId?)p).Distinct().ToList();
        var rows = await Counting(db, now).Where(m => asked.Contains(m.Person))
            .Select(m => new { m.Person, m.About, m.State, m.SettledAt }).ToListAsync(ct);
        return new ContactBudget(
            most,
            rows.GroupBy(r => r.Person!.Value).ToDictionary(g => g.Key, g => g.Select(r => new Contact(r.About, r.State is OutboxState.Queued or OutboxState.Claimed or OutboxState.Waiting ? now : r.SettledAt)).ToList()),
            (await Resting(db, now).Where(p => people.Contains(p)).ToListAsync(ct)).ToHashSet(),
            now);
    }

    /// <summary>The people who took none of the steps that the last rules asked of them. Taking one resets the count.</summary>
    public static IQueryable<PersonId> Silent(RolloutDb db, Instant now)
    {
        var since = now - SilenceLasts;
        return db.NudgeRuns.Where(r => !r.HeldOut && r.EndedAt > since && r.EndedAt <= now && (r.End == NudgeRunEnd.Done || r.End == NudgeRunEnd.Dropped || r.End == NudgeRunEnd.HandedOver))
            .GroupBy(r => r.Person).Where(g => g.Count() >= SilentAfter && g.Count(r => r.End == NudgeRunEnd.Done) == 0).Select(g => g.Key);
    }

    /// <summary>The people who may get no nudge now, as a set for other queries.</summary>
    public static IQueryable<PersonId> Full(RolloutDb db, int most, Instant now)
    {
        var near = now - Duration.FromDays(DaysApart);
        return most == 0
            ? db.People.Select(p => p.Id)
            : Counting(db, now).Where(m => m.Person != null).GroupBy(m => m.Person!.Value)
                .Where(g => g.Count() >= most || g.Max(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed || m.State == OutboxState.Waiting ? now : m.SettledAt) > near)
                .Select(g => g.Key).Concat(Resting(db, now));
    }

    public bool HasRoom(PersonId person) => !resting.Contains(person) && Of(person) is var theirs && theirs.Count < most && theirs.TrueForAll(c => c.At <= now - Duration.FromDays(DaysApart));

    /// <summary>Whether a rule spent some of someone's budget.</summary>
    public bool SpentBy(PersonId person, string about) => Of(person).Exists(c => c.About == about);

    public void Spend(PersonId person, string about) => _spent[person] = [.. Of(person), new Contact(about, now)];

    private static IQueryable<PersonId> Resting(RolloutDb db, Instant now)
    {
        var since = now - Duration.FromDays(DaysApartOfSilent);
        var lately = db.Outbox.Where(m => m.Kind == OutboxKind.Nudge && m.Person != null && (m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since && m.SettledAt <= now).Select(m => m.Person!.Value);
        return Silent(db, now).Where(p => lately.Contains(p));
    }

    private List<Contact> Of(PersonId person) => _spent.GetValueOrDefault(person) ?? [];

    private static IQueryable<OutboxMessage> Counting(RolloutDb db, Instant now)
    {
        var since = now - Window;
        return db.Outbox.Where(m => m.Kind == OutboxKind.Nudge && m.QueuedAt <= now && (m.State == OutboxState.Queued || m.State == OutboxState.Claimed || m.State == OutboxState.Waiting
            || ((m.State == OutboxState.Sent || m.State == OutboxState.Unknown) && m.SettledAt > since)));
    }

    /// <summary>A nudge that counts.</summary>
    internal sealed record Contact(string About, Instant At);
}
