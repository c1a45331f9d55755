using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// A colleague who accepted confirms that their profile is complete: one credit, once, for the ambassador they accepted. Where only imports count, the
/// confirmation is stored and the credit waits for an import. Idempotent.
/// </summary>
public sealed class ConfirmProfile(IDbContextFactory<RolloutDb> dbs, FindProfileDefinition definition, IClock clock)
{
    /// <param name="code">The ambassador's code.</param>
    /// <param name="who">The colleague who confirms.</param>
    /// <param name="shown">The number of the definition they were shown; a definition replaced since is still what they confirmed.</param>
    /// <param name="device">Computes the device's digest for an ambassador and day, if there is a device.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CreditRules"/> rule is broken.</exception>
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

    // Confirmations are kept briefly: each new one deletes the expired ones.
    private static async Task KeepAsync(RolloutDb db, Confirmation confirmation, CancellationToken ct)
    {
        var old = confirmation.At - Confirmation.Kept;
        await db.Confirmations.Where(c => c.At < old || c.Colleague == confirmation.Colleague).ExecuteDeleteAsync(ct);
        db.Confirmations.Add(confirmation);
        await db.SaveChangesAsync(ct);
    }
}
