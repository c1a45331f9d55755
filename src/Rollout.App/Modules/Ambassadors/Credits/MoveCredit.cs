using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Credits;

/// <summary>The lead moves a credit to another ambassador; who, when and why is recorded.</summary>
public sealed class MoveCredit(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule is broken.</exception>
    public async Task RunAsync(CreditId id, AmbassadorId? to, string reason, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(new PersonId(id.Value), ct);
        var credit = await db.Credits.SingleAsync(c => c.Id == id, ct);
        var other = await db.Ambassadors.SingleOrDefaultAsync(a => a.Id == to, ct);
        CreditRules.MovesToAnother.Ensure(other is not null);
        db.CreditMoves.Add(credit.Move(other!, reason, lead.Id, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
