using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.Sessions;

/// <summary>Finds the session of a cookie. Like roles (<see cref="UserRoleLookup"/>), it is remembered only while nothing is written.</summary>
public sealed class SessionLookup(IDbContextFactory<RolloutDb> dbs, IDatabaseChangeToken token, IMemoryCache memory, IClock clock)
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromMinutes(10);

    /// <returns>Null when it has ended.</returns>
    public async Task<SignInSession?> FindAsync(Guid key, CancellationToken ct)
    {
        var current = await token.GetCurrentAsync(ct);
        if (!memory.TryGetValue((typeof(SessionLookup), key), out (object Token, SignInSession? Session) known) || !known.Token.Equals(current))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            known = (current, await db.SignInSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key || s.PreviousKey == key, ct));
            memory.Set((typeof(SessionLookup), key), known, CacheTime);
        }

        return known.Session is { } session && session.Takes(key, clock.GetCurrentInstant()) ? session : null;
    }
}
