using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors.Seasons;

/// <summary>The lead closes the season: every term ends, and what each ambassador came to is kept as it is, for good.</summary>
public sealed class CloseSeason(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    /// <param name="meant">Said beside the button.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The number of the season.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">A <see cref="SeasonRules"/> rule refuses.</exception>
    public async Task<int> RunAsync(bool meant, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        SeasonRules.ClosingIsMeant.MustHold(meant);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldRolloutAsync(ct);
        SeasonRules.HasAmbassadors.MustHold(await db.Ambassadors.AnyAsync(a => a.SteppedDownAt == null, ct));
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

/// <summary>The lead opens a new season: those who served until the last one closed serve again, with a new quota and window and the link they had, and each is told.</summary>
public sealed class OpenSeason(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, CurrentRollout rollout, AmbassadorLetters letters, IClock clock)
{
    /// <returns>How many serve again.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">A <see cref="SeasonRules"/> or <see cref="AmbassadorRules"/> rule refuses.</exception>
    public async Task<int> RunAsync(int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var (now, theRollout) = (clock.GetCurrentInstant(), await rollout.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldRolloutAsync(ct);
        var last = await db.Seasons.OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        SeasonRules.ClosedFirst.MustHold(last is not null && !await db.Ambassadors.AnyAsync(a => a.SteppedDownAt == null, ct));
        var again = await (
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            where a.SteppedDownAt == last!.ClosedAt && p.Active && p.Email != null
            select new { Ambassador = a, Person = p }).ToListAsync(ct);
        SeasonRules.HasAmbassadors.MustHold(again.Count > 0);
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
