using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors.Invited;

/// <summary>
/// A colleague who accepted confirms that their profile is complete: one credit, once, for the ambassador they accepted; where the rule counts only imports,
/// it is kept and the credit waits for one. Confirming again changes nothing.
/// </summary>
public sealed class ConfirmProfile(IDbContextFactory<RolloutDb> dbs, FindProfileDefinition definition, IClock clock)
{
    /// <param name="code">The ambassador's.</param>
    /// <param name="who">Who confirms.</param>
    /// <param name="shown">The number of the definition they were shown; one that is not in force any more is still what they confirmed.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="Domain.Rules.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public async Task RunAsync(string code, Invited who, int shown, CancellationToken ct = default)
    {
        var (now, inForce) = (clock.GetCurrentInstant(), await definition.RunAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldPersonAsync(who.Person, ct);
        if (await db.Credits.AnyAsync(c => c.Colleague == who.Person, ct))
        {
            return;
        }

        var (ambassador, today) = await db.AmbassadorWithAsync(code, now, ct);
        var invitation = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Ambassador == ambassador.Id && i.Colleague == who.Person, ct);
        CreditRules.NeedsAnAcceptedInvitation.MustHold(invitation is not null);
        var colleague = await db.People.SingleAsync(p => p.Id == who.Person && p.Active, ct);
        Credit.MayBeConfirmed(invitation!, ambassador, today, colleague);
        await db.TellAsync(colleague, who.Evidence, now, Math.Clamp(shown, ProfileDefinition.BuiltIn, inForce.Number), inForce.Counts, ct);
        await db.SettleAsync(colleague, ct);
        await transaction.CommitAsync(ct);
    }
}
