using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>The branches whose participation falls behind what was to be expected of them, by the newest source; none where nothing is concluded.</summary>
public static class FadingBranches
{
    public static async Task<IReadOnlySet<BranchId>> FindAsync(RolloutDb db, CancellationToken ct)
    {
        var view = await ReadParticipation.RunAsync(db, new ParticipationAsked(null, null, Figure.Active), ParticipationViewer.Lead, ct);
        return view is null ? new HashSet<BranchId>() : view.Branches.Where(b => b.Outlook?.Verdict == FadingVerdict.FallsBehind).Select(b => b.Branch).ToHashSet();
    }
}
