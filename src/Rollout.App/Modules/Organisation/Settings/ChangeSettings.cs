using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The lead changes the settings of the rollout.</summary>
internal sealed class ChangeSettings(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, SiteUrl site)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A RolloutRules rule refuses.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed the settings meanwhile.</exception>
    public async Task RunAsync(SettingsInput typed, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.SingleAsync(ct);
        db.Entry(rollout).Property(r => r.Version).OriginalValue = typed.Version;
        rollout.Describe(typed.Platform!, typed.Company!, typed.Brand!, typed.Languages, typed.HouseRules ?? "");
        rollout.SetTimeZone(Places.Find(typed.Place)!.Zone);
        if (rollout.PlatformAddress is not null || !string.IsNullOrWhiteSpace(typed.PlatformAddress))
        {
            // Once known it can be changed and not be emptied: mails that went out lead there.
            rollout.FoundAt(typed.PlatformAddress, site.BaseAddress);
        }

        rollout.BudgetContact(typed.ContactBudget);
        rollout.SetOfferDuration(typed.OfferHours);
        rollout.SetAmbassadorNorm(typed.PeoplePerAmbassador);
        await db.SaveChangesAsync(ct);
        currentRollout.Forget();
    }
}
