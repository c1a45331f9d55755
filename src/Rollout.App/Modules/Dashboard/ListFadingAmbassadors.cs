using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Dashboard;

/// <summary>An ambassador below pace with no credit in the last week.</summary>
/// <param name="PerWeek">Credits in each of the last five weeks, the current week last.</param>
/// <param name="Last">The day of the last credit, if there is one.</param>
/// <param name="Message">The last message sent or queued to them within a week, if there is one.</param>
public sealed record FadingAmbassador(AmbassadorId Id, string Name, string Branch, int Done, int Quota, IReadOnlyList<int> PerWeek, LocalDate? Last, FadingMessage? Message);

/// <summary>The message sent because of it.</summary>
public sealed record FadingMessage(OutboxState State, LocalDate On);

public sealed class ListFadingAmbassadors(IDbContextFactory<RolloutDb> dbs)
{
    private const int Weeks = 5;

    /// <returns>The ambassadors fading most, and the total number.</returns>
    public async Task<(IReadOnlyList<FadingAmbassador> First, int Total)> RunAsync(Instant now, DateTimeZone zone, int first = 5, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = now.InZone(zone).Date;
        var weekAgo = now - Duration.FromDays(7);
        var open = db.Ambassadors.Where(a => a.SteppedDownAt == null && a.AppointedAt < weekAgo
            && !db.Credits.Any(c => c.Ambassador == a.Id && c.At > weekAgo));
        var rows = await open
            .Select(a => new
            {
                Ambassador = a,
                Person = db.People.First(p => p.Id == a.Person),
                Done = db.Credits.Count(c => c.Ambassador == a.Id),
            })
            .Where(a => a.Done < a.Ambassador.Quota && a.Person.Active)
            .AsNoTracking()
            .ToListAsync(ct);
        var branches = await db.Branches.Select(b => new { b.Id, b.Name, b.Country }).ToDictionaryAsync(b => b.Id, ct);
        var fading = rows
            .Where(a => Pace.Of(a.Ambassador.Quota, a.Done, a.Ambassador.From, a.Ambassador.Until, today, branches[a.Person.Branch].Country).State == PaceState.Behind)
            .OrderBy(a => (double)a.Done / a.Ambassador.Quota).ThenBy(a => a.Person.SearchName)
            .ToList();
        var shown = fading.Take(first).ToList();
        var ids = shown.Select(a => a.Ambassador.Id).ToList();
        var people = shown.Select(a => (Rollout.Domain.People.PersonId?)a.Person.Id).ToList();
        var credits = (await db.Credits.Where(c => ids.Contains(c.Ambassador)).Select(c => new { c.Ambassador, c.At }).ToListAsync(ct))
            .ToLookup(c => c.Ambassador, c => c.At.InZone(zone).Date);
        var messages = (await db.Outbox.Where(m => people.Contains(m.Person) && m.Kind == OutboxKind.Nudge && m.QueuedAt > weekAgo)
            .Select(m => new { m.Person, m.State, m.DueAt }).ToListAsync(ct)).ToLookup(m => m.Person);
        return ([.. shown.Select(a => new FadingAmbassador(
            a.Ambassador.Id, a.Person.Name, branches[a.Person.Branch].Name, a.Done, a.Ambassador.Quota,
            PerWeek(credits[a.Ambassador.Id], today),
            credits[a.Ambassador.Id].Any() ? credits[a.Ambassador.Id].Max() : null,
            messages[a.Person.Id].OrderByDescending(m => m.DueAt).Select(m => new FadingMessage(m.State, m.DueAt.InZone(zone).Date)).FirstOrDefault()))], fading.Count);
    }

    private static int[] PerWeek(IEnumerable<LocalDate> days, LocalDate today)
    {
        var monday = today.Previous(IsoDayOfWeek.Sunday).PlusDays(1);
        var counts = new int[Weeks];
        foreach (var day in days)
        {
            var weeksAgo = Period.DaysBetween(day, monday.PlusDays(6)) / 7;
            if (weeksAgo is >= 0 and < Weeks)
            {
                counts[Weeks - 1 - weeksAgo]++;
            }
        }

        return counts;
    }
}
