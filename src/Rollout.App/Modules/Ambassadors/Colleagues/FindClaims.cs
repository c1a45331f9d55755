using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>A claim of an ambassador, newest first.</summary>
/// <param name="Counts">Whether the colleague or an import confirmed it and it counts for this ambassador.</param>
/// <param name="Contradicted">Whether the colleague contradicted it.</param>
public sealed record ClaimRow(string Name, LocalDate On, bool Counts, bool Contradicted);

/// <summary>A colleague whom the current ambassador can claim.</summary>
public sealed record ColleagueToClaim(string Name, string GivenName, bool CanBeMailed);

/// <summary>Finds the claims of the current ambassador.</summary>
public sealed class FindClaims(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<ClaimRow>> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var mine = actor.Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var claims = await (
            from c in db.Claims.WithClosedSeasons()
            join p in db.People on c.Colleague equals p.Id
            where c.Ambassador == mine
            orderby c.At descending
            select new { p.Name, c.At, Contradicted = c.ContradictedAt != null, Counts = db.Credits.Any(d => d.Colleague == p.Id && d.Ambassador == mine) }).ToListAsync(ct);
        return claims.ConvertAll(c => new ClaimRow(c.Name, c.At.InZone(zone).Date, c.Counts, c.Contradicted));
    }

    /// <summary>Someone in the ambassador's own branch or department; null for anyone else, and for themselves.</summary>
    public async Task<ColleagueToClaim?> FindColleagueAsync(PersonId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return actor.IsAmbassador
            ? await db.People
                .Where(p => p.Id == id && p.Active && p.Id != actor.Id
                    && (p.Branch == actor.Branch || (p.DepartmentKey != "" && db.People.Any(m => m.Id == actor.Id && m.DepartmentKey == p.DepartmentKey))))
                .Select(p => new ColleagueToClaim(p.Name, p.GivenName, p.Email != null && p.NudgesStoppedAt == null))
                .SingleOrDefaultAsync(ct)
            : throw new UnauthorizedAccessException();
    }
}
