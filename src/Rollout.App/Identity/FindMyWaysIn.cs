using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Identity;

/// <summary>Somewhere the current user is signed in, or something they sign in with.</summary>
/// <param name="Name">The browser and its system, the name of the passkey, or the address of the sign-in service.</param>
public sealed record MyWayIn(string Name, Instant Since, Instant? UsedAt);

/// <summary>What is stored of how the current user signs in.</summary>
/// <param name="CardPrintedAt">When the access card that works was printed.</param>
public sealed record MyWaysIn(IReadOnlyList<MyWayIn> Sessions, IReadOnlyList<MyWayIn> Passkeys, IReadOnlyList<MyWayIn> Accounts, Instant? CardPrintedAt);

/// <summary>Finds what is stored of how the current user signs in.</summary>
public sealed class FindMyWaysIn(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<MyWaysIn> RunAsync(CancellationToken ct = default)
    {
        var person = (await me.GetAsync(ct)).Id;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new MyWaysIn(
            await db.SignInSessions.Where(s => s.Person == person).OrderBy(s => s.Since).Select(s => new MyWayIn((s.Browser + " " + s.System).Trim(), s.Since, s.LastSeen)).ToListAsync(ct),
            await db.Passkeys.Where(k => k.Person == person).OrderBy(k => k.AddedAt).Select(k => new MyWayIn(k.Name, k.AddedAt, k.UsedAt)).ToListAsync(ct),
            await db.CompanyAccounts.Where(a => a.Person == person).OrderBy(a => a.TiedAt).Select(a => new MyWayIn(a.Issuer, a.TiedAt, null)).ToListAsync(ct),
            await db.AccessCards.Where(c => c.Person == person && c.EndedAt == null).Select(c => (Instant?)c.PrintedAt).FirstOrDefaultAsync(ct));
    }
}
