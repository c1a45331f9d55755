using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>What an ambassador claims, newest first.</summary>
/// <param name="Counts">The colleague or an import confirmed it, and it counts for this ambassador.</param>
/// <param name="Contradicted">The colleague says that it is not right.</param>
public sealed record ClaimRow(string Name, LocalDate On, bool Counts, bool Contradicted);

/// <summary>A colleague whom the ambassador who asks can claim.</summary>
public sealed record ColleagueToClaim(string Name, string GivenName, bool CanBeMailed);

/// <summary>The claims of the ambassador who asks.</summary>
public sealed class FindClaims(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<ClaimRow>> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var mine = actor.Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var claims = await (
            from c in db.Claims.IgnoreQueryFilters() // whatever the season
            join p in db.People on c.Colleague equals p.Id
            where c.Ambassador == mine
            orderby c.At descending
            select new { p.Name, c.At, Contradicted = c.ContradictedAt != null, Counts = db.Credits.Any(d => d.Colleague == p.Id && d.Ambassador == mine) }).ToListAsync(ct);
        return claims.ConvertAll(c => new ClaimRow(c.Name, c.At.InZone(zone).Date, c.Counts, c.Contradicted));
    }

    /// <summary>Someone of the ambassador's own branch or department; null for anyone else, and for themselves.</summary>
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
