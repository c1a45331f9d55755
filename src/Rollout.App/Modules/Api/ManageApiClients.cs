using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api;

/// <summary>The lead lets another system in.</summary>
public sealed class MakeApiClient(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>The token, which is shown now and never again.</returns>
    /// <exception cref="BrokenRuleException">An <see cref="ApiRules"/> rule is broken.</exception>
    public async Task<string> RunAsync(string name, ApiScopes scopes, int days, CancellationToken ct = default)
    {
        RuleSet.EnsureAll(() => ApiRules.NeedsAScope.Ensure(scopes != ApiScopes.None), () => ApiRules.WorksForAWhile.Ensure(days is >= 1 and <= ApiClient.MostDays, ApiClient.MostDays));
        var (actor, secret) = (await me.GetAsync(ct), BearerToken.NewSecret());
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.ApiClients.Add(ApiClient.Make(name, secret, scopes, days, actor.Id, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        return secret;
    }
}

/// <summary>The lead gives a client another token; the one it has works for another day.</summary>
public sealed class RenewApiClient(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <returns>The token, which is shown now and never again; null when there is no such client any more.</returns>
    public async Task<string?> RunAsync(ApiClientId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ApiClients.SingleOrDefaultAsync(c => c.Id == id && c.RevokedAt == null, ct) is not { } client)
        {
            return null;
        }

        var secret = BearerToken.NewSecret();
        client.Renew(secret, ApiClient.MostDays, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        return secret;
    }
}

/// <summary>The lead takes a client's token back.</summary>
public sealed class RevokeApiClient(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(ApiClientId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ApiClients.SingleOrDefaultAsync(c => c.Id == id, ct) is { } client)
        {
            client.Revoke(clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <param name="Until">The last day on which its token works.</param>
public sealed record ApiClientLine(ApiClientId Id, string Name, ApiScopes Scopes, LocalDate Since, LocalDate Until, bool Expired);

/// <summary>Lists the clients whose tokens were not taken back.</summary>
public sealed class ListApiClients(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, IClock clock)
{
    public async Task<IReadOnlyList<ApiClientLine>> RunAsync(CancellationToken ct = default)
    {
        var (now, zone) = (clock.GetCurrentInstant(), (await currentRollout.GetAsync(ct)).Zone);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var clients = await db.ApiClients.AsNoTracking().Where(c => c.RevokedAt == null).OrderBy(c => c.MadeAt).ToListAsync(ct);
        return clients.ConvertAll(c => new ApiClientLine(c.Id, c.Name, c.Scopes, c.MadeAt.InZone(zone).Date, c.ExpiresAt.InZone(zone).Date, c.ExpiresAt <= now));
    }
}
