using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>The platform says that someone's profile is complete. It is the same evidence as that of an imported report, and settles their credit in the same transaction.</summary>
public sealed class ConfirmByPlatform(IDbContextFactory<RolloutDb> dbs, FindProfileDefinition definition, IClock clock)
{
    /// <param name="since">From when on; what lies ahead counts as now.</param>
    /// <returns>The credit, if there is one now; null where there is nobody of that id.</returns>
    /// <exception cref="BrokenRuleException"><see cref="PlatformRules.TakesNoCreditBack"/></exception>
    public async Task<(bool Found, Credit? Credit)> RunAsync(PersonId person, Instant since, CancellationToken ct = default)
    {
        var inForce = await definition.RunAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(person, ct);
        if (await db.People.SingleOrDefaultAsync(p => p.Id == person && p.Active, ct) is not { } colleague)
        {
            return (false, null);
        }

        var had = await db.Credits.AnyAsync(c => c.Colleague == person, ct);
        await db.TellAsync(colleague, CreditEvidence.Observed, Instant.Min(since, clock.GetCurrentInstant()), inForce.Number, inForce.Counts, ct);
        await db.SettleAsync(colleague, ct);
        var credit = await db.Credits.AsNoTracking().SingleOrDefaultAsync(c => c.Colleague == person, ct);
        PlatformRules.TakesNoCreditBack.Ensure(!had || credit is not null);
        await transaction.CommitAsync(ct);
        return (true, credit);
    }
}

/// <summary>Rules about what the platform says of profiles.</summary>
public static class PlatformRules
{
    /// <summary>A profile that was complete before the invitation would take a credit back: an import asks the lead first.</summary>
    public static readonly Rule TakesNoCreditBack = new("profile.takes-no-credit-back");
}
