using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>An employee applies to become an ambassador.</summary>
public sealed class ApplyAsAmbassador(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> or <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task RunAsync(string why, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        AmbassadorRules.NeedsAnEmail.Ensure(actor.IsVerified);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var (_, candidate) = await db.CandidateAsync(actor.Id, now, ct);
        candidate.Apply(why, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
