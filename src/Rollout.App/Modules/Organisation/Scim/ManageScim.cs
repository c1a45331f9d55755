using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>The lead makes a token for the company's directory.</summary>
public sealed class MakeScimToken(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="branch">The branch of people for whom the directory names none.</param>
    /// <returns>The secret, which is shown now and never again.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="ScimRules.TwoTokensAtMost"/></exception>
    public async Task<string> RunAsync(string name, BranchId branch, CancellationToken ct = default)
    {
        var (actor, secret) = (await me.GetAsync(ct), ScimToken.NewSecret());
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("scim-tokens", ct);
        ScimRules.TwoTokensAtMost.Ensure(await db.ScimTokens.CountAsync(t => t.RevokedAt == null, ct) < ScimToken.Most);
        db.ScimTokens.Add(ScimToken.Make(name, secret, branch, actor.Id, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return secret;
    }
}

/// <summary>The lead takes a token back, or lets many people leave by what its directory says.</summary>
public sealed class ChangeScimToken(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="revoke">Otherwise many may leave for a day.</param>
    public async Task RunAsync(ScimTokenId id, bool revoke, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ScimTokens.SingleOrDefaultAsync(t => t.Id == id, ct) is { } token)
        {
            Action<Instant> change = revoke ? token.Revoke : token.LetManyLeave;
            change(clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <param name="Accounts">How many people the directory has sent.</param>
public sealed record ScimState(IReadOnlyList<ScimTokenLine> Tokens, IReadOnlyList<(BranchId Id, string Name)> Branches, int Accounts);

/// <param name="ManyMayLeave">Whether the lead let many leave for a day.</param>
public sealed record ScimTokenLine(ScimTokenId Id, string Name, LocalDate Since, string Branch, bool ManyMayLeave);

/// <summary>Lists the tokens that work.</summary>
public sealed class FindScimState(IDbContextFactory<RolloutDb> dbs, Shared.RolloutSettingsCache currentRollout, IClock clock)
{
    public async Task<ScimState> RunAsync(CancellationToken ct = default)
    {
        var (now, zone) = (clock.GetCurrentInstant(), (await currentRollout.GetAsync(ct)).Zone);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var tokens = await (
            from t in db.ScimTokens
            join b in db.Branches on t.Branch equals b.Id
            where t.RevokedAt == null
            orderby t.MadeAt
            select new { t.Id, t.Name, t.MadeAt, Branch = b.Name, t.ManyMayLeaveUntil }).ToListAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        return new ScimState(
            tokens.ConvertAll(t => new ScimTokenLine(t.Id, t.Name, t.MadeAt.InZone(zone).Date, t.Branch, t.ManyMayLeaveUntil > now)), branches.ConvertAll(b => (b.Id, b.Name)),
            await db.ScimAccounts.CountAsync(ct));
    }
}
