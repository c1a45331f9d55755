using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>How far infosessions reach: by branch, and how places are being taken.</summary>
/// <param name="Days">The last four weeks, to today.</param>
public sealed record Reach(IReadOnlyList<BranchReach> Branches, IReadOnlyList<ReachDay> Days);

/// <summary>One branch: who works there, who was reached, and the free seats of what is to come there.</summary>
public sealed record BranchReach(string Code, string Name, int People, int Reached, int FreeSeats, int Waiting);

/// <summary>One day: places taken that are still held, and whether people were asked to choose that day.</summary>
public sealed record ReachDay(LocalDate Day, int Taken, bool Asked);

/// <summary>Finds how far infosessions reach, for the lead. Reached means the same as on the start page.</summary>
public sealed class FindReach(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache settings, IClock clock)
{
    private const int Days = 28;

    public async Task<Reach> RunAsync(CancellationToken ct = default)
    {
        if (!(await me.GetAsync(ct)).SeesAll)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, zone) = (clock.GetCurrentInstant(), (await settings.GetAsync(ct)).Zone);
        var active = db.People.Where(p => p.Active);
        var people = await active.GroupBy(p => p.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var reached = await active.ReachedBy(db, now).GroupBy(p => p.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var coming = await db.Coming(now).WithoutDryRuns().Where(s => s.Branch != null).Select(s => new { s.Branch, s.Seats, s.Taken, s.Offered, s.Waiting }).ToListAsync(ct);
        var seats = coming.GroupBy(s => s.Branch!.Value).ToDictionary(g => g.Key, g => (Free: g.Sum(s => new SeatCounts(s.Seats, s.Taken, s.Offered, s.Waiting).Free), Waiting: g.Sum(s => s.Waiting)));
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Code, b.Name }).ToListAsync(ct);
        return new Reach(
            [.. branches.Select(b => new BranchReach(b.Code, b.Name, people.GetValueOrDefault(b.Id), reached.GetValueOrDefault(b.Id), seats.GetValueOrDefault(b.Id).Free, seats.GetValueOrDefault(b.Id).Waiting))],
            await DaysAsync(db, now, zone, ct));
    }

    private static async Task<IReadOnlyList<ReachDay>> DaysAsync(RolloutDb db, Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var today = now.InZone(zone).Date;
        var since = zone.AtStartOfDay(today.PlusDays(1 - Days)).ToInstant();
        var taken = await db.Registrations.WithoutDryRuns(db).Where(r => r.State == RegistrationState.Registered && r.At >= since).Select(r => r.At).ToListAsync(ct);
        var asked = await db.Outbox
            .Where(m => m.State == OutboxState.Sent && (m.About == NoInfosessionRule.Rule || m.About == InfosessionsToldRule.Rule) && m.SettledAt >= since).Select(m => m.SettledAt).ToListAsync(ct);
        var (byDay, askedOn) = (taken.CountBy(at => at.InZone(zone).Date).ToDictionary(), asked.Select(at => at.InZone(zone).Date).ToHashSet());
        return [.. Enumerable.Range(1 - Days, Days).Select(back => today.PlusDays(back)).Select(day => new ReachDay(day, byDay.GetValueOrDefault(day), askedOn.Contains(day)))];
    }
}
