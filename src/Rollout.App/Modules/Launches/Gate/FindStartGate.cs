using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Gate;

/// <summary>Checks the conditions outside a wave that must hold before it starts.</summary>
public sealed class FindStartGate(FindMailStatus mail, RolloutSettingsCache currentRollout)
{
    public async Task<StartGate> RunAsync(RolloutDb db, IEnumerable<BranchId> branches, CancellationToken ct = default)
    {
        var included = branches.ToList();
        return new StartGate(
            (await currentRollout.GetAsync(ct)).Platform is not null,
            (await mail.RunAsync(ct)).LetsStart,
            await db.Branches.WithoutDirector(db).Where(b => included.Contains(b.Id)).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct));
    }
}
