using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Dashboard;

/// <summary>The ambassadors fading most.</summary>
/// <param name="Total">How many need a hand and brought in nobody for a week.</param>
/// <param name="NeedAHand">How many need a hand.</param>
public sealed record FadingAmbassadors(IReadOnlyList<FadingAmbassador> First, int Total, int NeedAHand);

/// <summary>An ambassador who needs a hand and brought in nobody for a week.</summary>
/// <param name="PerWeek">Credits in each of the last five weeks, the current week last.</param>
/// <param name="Last">The day of the last credit, if there is one.</param>
/// <param name="Message">The last message sent or queued to them within a week, if there is one.</param>
public sealed record FadingAmbassador(AmbassadorId Id, string Name, string Branch, int Done, int Quota, IReadOnlyList<int> PerWeek, LocalDate? Last, FadingMessage? Message);

/// <summary>The message that was sent in response.</summary>
public sealed record FadingMessage(OutboxState State, LocalDate On);

public sealed class ListFadingAmbassadors(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<FadingAmbassadors> RunAsync(Instant now, DateTimeZone zone, int first = 5, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = now.InZone(zone).Date;
        var weekAgo = now - Duration.FromDays(7);
        var needAHand = (await AmbassadorProgressQuery.ListAsync(db, now, ct)).FindAll(a => a.NeedsAHand);
        var fading = needAHand
            .Where(a => a.Facts.AppointedAt < weekAgo && !(a.Facts.Last > weekAgo))
            .OrderBy(a => (double)a.Pace.Done / a.Pace.Quota).ThenBy(a => a.Facts.SortName, StringComparer.Ordinal)
            .ToList();
        var shown = fading.Take(first).Select(a => a.Facts).ToList();
        var ids = shown.ConvertAll(a => a.Id);
        var people = shown.ConvertAll(a => (PersonId?)a.Person);
        var credits = (await db.Credits.Where(c => ids.Contains(c.Ambassador)).Select(c => new { c.Ambassador, c.At }).ToListAsync(ct))
            .ToLookup(c => c.Ambassador, c => c.At.InZone(zone).Date);
        var messages = (await db.Outbox.Where(m => people.Contains(m.Person) && m.Kind == OutboxKind.Nudge && m.QueuedAt > weekAgo)
            .Select(m => new { m.Person, m.State, m.DueAt }).ToListAsync(ct)).ToLookup(m => m.Person);
        return new FadingAmbassadors(
            [
                .. shown.Select(a => new FadingAmbassador(
                    a.Id, a.Name, a.Branch, a.Done, a.Quota, CreditWeeks.Of(credits[a.Id], today), a.Last?.InZone(zone).Date,
                    messages[a.Person].OrderByDescending(m => m.DueAt).Select(m => new FadingMessage(m.State, m.DueAt.InZone(zone).Date)).FirstOrDefault())),
            ],
            fading.Count, needAHand.Count);
    }
}
