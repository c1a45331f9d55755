using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Calendar;

namespace Rollout.App.Modules.Infosessions.Calendars;

/// <summary>A person's calendar feed: the infosessions they have a place in, and those they give.</summary>
public sealed class MyCalendar(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, CalendarEntries entries, SiteUrl site, IClock clock)
{
    /// <summary>How long infosessions stay in it after they are over.</summary>
    private static readonly Duration RetentionPeriod = Duration.FromDays(90);

    private static readonly Duration Refresh = Duration.FromHours(1);

    /// <summary>The address of the feed, or null when there is none.</summary>
    public async Task<Uri?> FindAddressAsync(PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CalendarFeeds.Where(f => f.Person == person).Select(f => f.Key).SingleOrDefaultAsync(ct) is { } key ? site.To($"/calendar/{key}.ics") : null;
    }

    /// <summary>Creates the address, or replaces it by a new one.</summary>
    public async Task MakeAddressAsync(PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"calendar-feed:{person}", ct);
        if (await db.CalendarFeeds.SingleOrDefaultAsync(f => f.Person == person, ct) is { } feed)
        {
            feed.MoveAway(clock.GetCurrentInstant());
        }
        else
        {
            db.CalendarFeeds.Add(CalendarFeed.Of(person, clock.GetCurrentInstant()));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The iCalendar object at an address; null when there is none.</summary>
    public async Task<string?> ReadAsync(string key, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var who = await db.People.Where(p => db.CalendarFeeds.Any(f => f.Key == key && (f.Person == p.Id || db.People.Any(m => m.Id == f.Person && m.MergedInto == p.Id)))).Registrants(db).AsNoTracking().SingleOrDefaultAsync(ct);
        if (who is null)
        {
            return null;
        }

        var (rollout, now) = (await currentRollout.GetAsync(ct), clock.GetCurrentInstant());
        var words = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var lines = (await AttendingAsync(db, who.Id, now, ct)).Select(a => entries.Entry(CalendarMethod.Publish, rollout, a.Facts, who, a.Changes, now))
            .Concat((await GivingAsync(db, who.Id, now, ct)).Select(facts => Given(entries.Entry(CalendarMethod.Publish, rollout, facts, who, 0, now), words)))
            .DistinctBy(e => e.Uid)
            .OrderBy(e => e.Starts);
        return CalendarFile.WriteFeed(words["my-calendar.name", rollout.PlatformName], [.. lines], Refresh);
    }

    private static CalendarEntry Given(CalendarEntry entry, Localizer words) => entry with { Summary = words["my-calendar.you-give", entry.Summary] };

    private static async Task<List<(InfosessionFacts Facts, int Changes)>> AttendingAsync(RolloutDb db, PersonId person, Instant now, CancellationToken ct)
    {
        var changes = await db.Registrations.WithAPlace().Where(r => r.Person == person)
            .ToDictionaryAsync(r => r.Infosession, r => r.Changes, ct);
        var ids = changes.Keys.ToList();
        var facts = await db.Infosessions.Where(s => ids.Contains(s.Id) && s.EndsAt > now - RetentionPeriod).Facts(db).AsNoTracking().ToListAsync(ct);
        return [.. facts.Select(f => (f, changes[f.Id]))];
    }

    private static Task<List<InfosessionFacts>> GivingAsync(RolloutDb db, PersonId person, Instant now, CancellationToken ct) =>
        db.Infosessions.Where(s => s.Facilitator == person && s.State != InfosessionState.Draft && s.EndsAt > now - RetentionPeriod).Facts(db).AsNoTracking().ToListAsync(ct);
}
