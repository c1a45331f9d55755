using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// A colleague who accepted confirms that their profile is complete: one credit, once, for the ambassador they accepted; where the rule counts only imports,
/// it is kept and the credit waits for one. Confirming again changes nothing.
/// </summary>
public sealed class ConfirmProfile(IDbContextFactory<RolloutDb> dbs, FindProfileDefinition definition, IClock clock)
{
    /// <param name="code">The ambassador's.</param>
    /// <param name="who">Who confirms.</param>
    /// <param name="shown">The number of the definition they were shown; one that is not in force any more is still what they confirmed.</param>
    /// <param name="device">What tells this device from others today, if anything.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule refuses.</exception>
    public async Task RunAsync(string code, Invited who, int shown, Func<AmbassadorId, LocalDate, string>? device = null, CancellationToken ct = default)
    {
        var (now, inForce) = (clock.GetCurrentInstant(), await definition.RunAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(who.Person, ct);
        if (await db.Credits.IgnoreQueryFilters().AnyAsync(c => c.Colleague == who.Person, ct))
        {
            return;
        }

        var (ambassador, today) = await db.AmbassadorWithAsync(code, now, ct);
        var invitation = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Ambassador == ambassador.Id && i.Colleague == who.Person, ct);
        CreditRules.NeedsAnAcceptedInvitation.Ensure(invitation is not null);
        var colleague = await db.People.SingleAsync(p => p.Id == who.Person && p.Active, ct);
        Credit.MayBeConfirmed(invitation!, ambassador, today, colleague);
        await db.TellAsync(colleague, who.Evidence, now, Math.Clamp(shown, ProfileDefinition.BuiltIn, inForce.Number), inForce.Counts, ct);
        await db.SettleAsync(colleague, ct);
        if (device is not null)
        {
            await KeepAsync(db, new Confirmation(colleague.Id, ambassador.Id, device(ambassador.Id, today), now), ct);
        }

        await transaction.CommitAsync(ct);
    }

    // Kept short: whoever comes next throws away what is old.
    private static async Task KeepAsync(RolloutDb db, Confirmation confirmation, CancellationToken ct)
    {
        var old = confirmation.At - Confirmation.Kept;
        await db.Confirmations.Where(c => c.At < old || c.Colleague == confirmation.Colleague).ExecuteDeleteAsync(ct);
        db.Confirmations.Add(confirmation);
        await db.SaveChangesAsync(ct);
    }
}
