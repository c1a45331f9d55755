using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Seasons;

/// <summary>One season: its number, when it closed (null for the current one) and its totals.</summary>
public sealed record SeasonRow(int Number, LocalDate? ClosedOn, int Ambassadors, int Done, int Quota);

/// <summary>An ambassador's result in a season.</summary>
public sealed record SeasonAmbassador(AmbassadorId Id, string Name, string Email, string Branch, string Department, int Quota, LocalDate From, LocalDate Until, int Done, int Provisional)
{
    /// <summary>The credits that the colleague, the platform or an import settled.</summary>
    public int Solid => Done - Provisional;
}

/// <summary>A credit of a season, as exported.</summary>
public sealed record SeasonCredit(string Ambassador, string EarnedBy, string Colleague, string Branch, Instant At, CreditEvidence Evidence, int Definition, bool Provisional);

/// <summary>Finds the current season and the closed ones. Only for the lead.</summary>
public sealed class FindSeasons(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<(IReadOnlyList<SeasonRow> Seasons, bool IsRunning, LocalDate Today)> RunAsync(CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        var closed = await db.Seasons.OrderByDescending(s => s.Number)
            .Select(s => new
            {
                s.Number,
                s.ClosedAt,
                Ambassadors = db.SeasonTerms.Count(t => t.Season == s.Number),
                Done = db.SeasonTerms.Where(t => t.Season == s.Number).Sum(t => t.Done),
                Quota = db.SeasonTerms.Where(t => t.Season == s.Number).Sum(t => t.Quota),
            }).ToListAsync(ct);
        var serving = db.Ambassadors.Where(a => a.SteppedDownAt == null);
        var (ambassadors, quota, done) = (await serving.CountAsync(ct), await serving.SumAsync(a => a.Quota, ct), await db.Credits.CountAsync(ct));
        var rows = closed.Select(s => new SeasonRow(s.Number, s.ClosedAt.InZone(zone).Date, s.Ambassadors, s.Done, s.Quota));
        if (ambassadors > 0)
        {
            rows = rows.Prepend(new SeasonRow((closed is [var last, ..] ? last.Number : 0) + 1, null, ambassadors, done, quota));
        }

        return ([.. rows], ambassadors > 0, clock.GetCurrentInstant().InZone(zone).Date);
    }

    /// <param name="season">A closed season; null for the current one.</param>
    public async Task<IReadOnlyList<SeasonAmbassador>> AmbassadorsAsync(int? season, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var all = db.Credits.WithClosedSeasons();
        var running = db.Ambassadors.Where(a => season == null && a.SteppedDownAt == null)
            .Select(a => new { a.Id, a.Person, a.Quota, a.From, a.Until, Done = db.Credits.Count(c => c.Ambassador == a.Id), Provisional = db.Credits.Count(c => c.Ambassador == a.Id && c.Provisional) });
        var closed = db.SeasonTerms.Where(t => t.Season == season)
            .Join(db.Ambassadors, t => t.Ambassador, a => a.Id, (t, a) => new { a.Id, a.Person, t.Quota, t.From, t.Until, t.Done, Provisional = all.Count(c => c.Season == t.Season && c.Ambassador == t.Ambassador && c.Provisional) });
        return await (
            from a in season == null ? running : closed
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby b.Position, p.SortName
            select new SeasonAmbassador(a.Id, p.Name, p.Email ?? "", b.Name, p.Department, a.Quota, a.From, a.Until, a.Done, a.Provisional)).ToListAsync(ct);
    }

    /// <param name="season">A closed season; null for the current one.</param>
    public async Task<IReadOnlyList<SeasonCredit>> CreditsAsync(int? season, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from c in db.Credits.WithClosedSeasons()
            join p in db.People on c.Colleague equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            join a in db.Ambassadors on c.Ambassador equals a.Id
            join q in db.People on a.Person equals q.Id
            join e in db.Ambassadors on c.EarnedBy equals e.Id
            join r in db.People on e.Person equals r.Id
            where c.Season == season
            orderby c.At
            select new SeasonCredit(q.Name, r.Name, p.Name, b.Name, c.At, c.Evidence, c.Definition, c.Provisional)).ToListAsync(ct);
    }
}
