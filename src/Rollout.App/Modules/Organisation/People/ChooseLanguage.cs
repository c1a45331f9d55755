using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>A signed-in person chooses the language of their pages and mails.</summary>
internal sealed class ChooseLanguage(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout)
{
    /// <summary>Stores the language, unless the user is not verified or the rollout does not use it.</summary>
    public async Task RunAsync(string language, CancellationToken ct = default)
    {
        if (await me.FindAsync(ct) is not { IsVerified: true } actor || actor.Language == language || (await currentRollout.GetAsync(ct)).Languages.Contains(language) is false)
        {
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == actor.Id, ct);
        person.SetLanguage(language);
        await db.SaveChangesAsync(ct);
    }
}
