using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Seasons;

/// <summary>The lead closes the season: every term ends, and each ambassador's result is kept for good.</summary>
public sealed class CloseSeason(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="meant">The confirmation next to the button.</param>
    /// <returns>The number of the season.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SeasonRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(bool meant, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        SeasonRules.ClosingIsMeant.Ensure(meant);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        SeasonRules.HasAmbassadors.Ensure(await db.Ambassadors.AnyAsync(a => a.SteppedDownAt == null, ct));
        var season = new Season((await db.Seasons.MaxAsync(s => (int?)s.Number, ct) ?? 0) + 1, now, lead.Id);
        db.Seasons.Add(season);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO season_terms (season, ambassador, quota, "from", until, done)
            SELECT {season.Number}, a.id, a.quota, a."from", a.until, (SELECT count(*) FROM credits c WHERE c.ambassador = a.id AND c.season IS NULL)
            FROM ambassadors a
            WHERE a.stepped_down_at IS NULL OR EXISTS (SELECT 1 FROM credits c WHERE c.ambassador = a.id AND c.season IS NULL)
            """, ct);
        await db.Credits.ExecuteUpdateAsync(set => set.SetProperty(c => c.Season, season.Number).SetProperty(c => c.Version, c => c.Version + 1), ct);
        await db.Ambassadors.Where(a => a.SteppedDownAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.SteppedDownAt, now).SetProperty(a => a.Version, a => a.Version + 1), ct);
        await transaction.CommitAsync(ct);
        return season.Number;
    }
}

/// <summary>The lead opens a new season: those who served until the last one closed serve again, with a new quota and window and the same link, and are notified.</summary>
public sealed class OpenSeason(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, AmbassadorEmails letters, IClock clock)
{
    /// <returns>How many ambassadors serve again.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SeasonRules"/> or <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var (now, theRollout) = (clock.GetCurrentInstant(), await rollout.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var last = await db.Seasons.OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        SeasonRules.ClosedFirst.Ensure(last is not null && !await db.Ambassadors.AnyAsync(a => a.SteppedDownAt == null, ct));
        var again = await (
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            where a.SteppedDownAt == last!.ClosedAt && p.Active && p.Email != null
            select new { Ambassador = a, Person = p }).ToListAsync(ct);
        SeasonRules.HasAmbassadors.Ensure(again.Count > 0);
        foreach (var each in again)
        {
            each.Ambassador.Reappoint(quota, from, until, now.InZone(theRollout.Zone).Date, now);
            db.Outbox.Add(letters.Welcome(theRollout, each.Ambassador, each.Person, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return again.Count;
    }
}
