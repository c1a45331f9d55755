using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// A colleague who accepted confirms that their profile is complete: one credit, once, for the ambassador they accepted. Where only imports count, the
/// confirmation is stored and the credit waits for an import. By facts alone the credit is provisional and the colleague is notified at once; someone who proves that it
/// was them settles it. Idempotent.
/// </summary>
public sealed class ConfirmProfile(
    IDbContextFactory<RolloutDb> dbs, FindProfileDefinition definition, RolloutSettingsCache rollout, AmbassadorEmails mails, IClock clock)
{
    /// <summary>A colleague who came less than this ago has already been notified.</summary>
    private static readonly Duration SameVisit = Duration.FromHours(1);

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
        var credit = await db.Credits.WithClosedSeasons().AsNoTracking().SingleOrDefaultAsync(c => c.Colleague == who.Person, ct);
        var settles = credit is { Provisional: true, Season: null } && who.Evidence.Proves();
        if (credit is not null && !settles)
        {
            return;
        }

        var (ambassador, today) = await db.AmbassadorWithAsync(code, now, ct);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Ambassador == ambassador.Id && i.Colleague == who.Person, ct);
        CreditRules.NeedsAnAcceptedInvitation.Ensure(invitation is not null);
        var colleague = await db.People.SingleAsync(p => p.Id == who.Person && p.Active, ct);
        InvitationRules.FactsAreEnough.Ensure(who.Evidence.Proves() || !colleague.MustProve);
        if (!settles)
        {
            Credit.MayBeConfirmed(invitation!, ambassador, today, colleague);
        }

        if (who.Evidence.Proves())
        {
            invitation!.Prove();
        }
        else if (!(invitation!.ByFactsAt > now - SameVisit))
        {
            await db.TellColleagueAsync(mails, await rollout.GetAsync(ct), ambassador, colleague, now, ct);
        }

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
        var old = confirmation.At - Confirmation.RetentionPeriod;
        await db.Confirmations.Where(c => c.At < old || c.Colleague == confirmation.Colleague).ExecuteDeleteAsync(ct);
        db.Confirmations.Add(confirmation);
        await db.SaveChangesAsync(ct);
    }
}
