using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Identity;

/// <summary>How many people sign in by what, besides a mailed code, and how many read the audit log.</summary>
/// <param name="Cards">Whose printed card works.</param>
public sealed record WaysIn(int Passkeys, int Accounts, int Cards, int Auditors);

/// <summary>Counts who signs in by what, for everyone to read.</summary>
public sealed class CountWaysIn(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<WaysIn> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new WaysIn(
            await db.Passkeys.Select(k => k.Person).Distinct().CountAsync(ct),
            await db.CompanyAccounts.Select(a => a.Person).Distinct().CountAsync(ct),
            await db.AccessCards.Where(c => c.EndedAt == null).Select(c => c.Person).Distinct().CountAsync(ct),
            await db.People.CountAsync(p => p.Active && p.IsAuditor, ct));
    }
}
