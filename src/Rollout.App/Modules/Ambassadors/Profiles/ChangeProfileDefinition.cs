using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>The lead changes what "profile complete" means, or which evidence counts. Credits keep the number they were given under.</summary>
public sealed class ChangeProfileDefinition(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, IClock clock)
{
    /// <param name="replaces">The number of the definition shown on the form.</param>
    /// <param name="texts">The text per language.</param>
    /// <exception cref="DbUpdateConcurrencyException">Someone else changed the definition meanwhile.</exception>
    public async Task RunAsync(int replaces, IReadOnlyDictionary<string, string> texts, CountingEvidence counts, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        var next = ProfileDefinition.Next(replaces, texts, counts, (await rollout.GetAsync(ct)).Languages, lead.Id, clock.GetCurrentInstant());
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        if ((await db.ProfileDefinitions.MaxAsync(d => (int?)d.Number, ct) ?? ProfileDefinition.BuiltIn) != replaces)
        {
            throw new DbUpdateConcurrencyException();
        }

        db.ProfileDefinitions.Add(next);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
