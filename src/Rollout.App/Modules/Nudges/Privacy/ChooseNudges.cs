using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>A person stops or resumes their nudges. Service mails follow from their own actions and continue.</summary>
internal sealed class ChooseNudges(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(bool welcome, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == actor.Id, ct);
        if (welcome)
        {
            person.WelcomeNudges();
        }
        else
        {
            person.StopNudges(clock.GetCurrentInstant());
        }

        await db.SaveChangesAsync(ct);
    }
}
