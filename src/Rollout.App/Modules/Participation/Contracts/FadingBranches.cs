using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>The branches whose participation falls behind what was to be expected of them, and those that have critical mass: at least half is active, and it does not fade. By the newest source; none where nothing is concluded.</summary>
public static class FadingBranches
{
    private const double Mass = .5;

    public static async Task<(IReadOnlySet<BranchId> Fading, IReadOnlySet<BranchId> WithMass)> FindAsync(RolloutDb db, CancellationToken ct)
    {
        var view = await ReadParticipation.RunAsync(db, new ParticipationAsked(null, null, Figure.Active), ParticipationViewer.Lead, ct);
        var judged = (view?.Branches ?? []).Where(b => b.Outlook is not null).ToLookup(b => b.Outlook!.Verdict == FadingVerdict.FallsBehind);
        return (judged[true].Select(b => b.Branch).ToHashSet(), judged[false].Where(b => b.Outlook!.Now >= Mass).Select(b => b.Branch).ToHashSet());
    }
}
