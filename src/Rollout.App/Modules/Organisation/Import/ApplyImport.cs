using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The lead applies an import after its preview.</summary>
public sealed class ApplyImport(ImportRuns runs, CurrentUserAccessor me)
{
    /// <param name="leave">Whether active people missing from the file leave.</param>
    /// <param name="sure">Whether they leave even if the file contains few of them.</param>
    /// <param name="takeBack">Whether credits may be taken back.</param>
    /// <param name="manyMayLeave">Whether many people may leave by the file's own rows.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="ImportRules"/> rule is broken.</exception>
    public async Task RunAsync(string id, bool leave, bool sure, bool takeBack, bool manyMayLeave, CancellationToken ct = default)
    {
        var lead = await me.GetAsync(ct);
        if (await runs.FindAsync(id, lead.Id, ct) is not { State.Result: { } preview } run)
        {
            return; // expired meanwhile: the page says so
        }

        ImportRules.FewNeedsConfirming.Ensure(!leave || sure || !preview.HasFew);
        ImportRules.TakingBackNeedsConfirming.Ensure(takeBack || preview.Credits is not { TakenBack: > 0 });
        ImportRules.ManyLeavingNeedsConfirming.Ensure(manyMayLeave || !preview.ManyLeave);
        await runs.ApplyAsync(run, new ImportChoices(!leave ? WhoIsMissing.Stays : sure ? WhoIsMissing.LeavesForSure : WhoIsMissing.Leaves, takeBack, manyMayLeave), ct);
    }
}
