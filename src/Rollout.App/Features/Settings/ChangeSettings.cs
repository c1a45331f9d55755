using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.App.Features.FirstStart;
using Rollout.App.Operations;

namespace Rollout.App.Features.Settings;

/// <summary>The lead changes what holds for the rollout as a whole.</summary>
internal sealed class ChangeSettings(IDbContextFactory<RolloutDb> dbs, CurrentRollout currentRollout)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">A RolloutRules rule refuses.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone changed them since the form was filled.</exception>
    public async Task RunAsync(SettingsInput typed, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await db.Rollouts.SingleAsync(ct);
        db.Entry(rollout).Property(r => r.Version).OriginalValue = typed.Version;
        rollout.Describe(typed.Platform!, typed.Company!, typed.Brand!, typed.Languages, typed.HouseRules ?? "");
        rollout.KeepTimeOf(Places.Find(typed.Place)!.Zone);
        rollout.FoundAt(string.IsNullOrWhiteSpace(typed.PlatformAddress) ? null : typed.PlatformAddress.Trim());
        rollout.BudgetContact(typed.ContactBudget);
        rollout.LetOffersLive(typed.OfferHours);
        rollout.CoverOneFor(typed.PeoplePerAmbassador);
        await db.SaveChangesAsync(ct);
        currentRollout.Forget();
    }
}
