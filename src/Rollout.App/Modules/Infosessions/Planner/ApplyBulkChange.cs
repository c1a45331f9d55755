using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Shared;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>
/// Cancels, changes or takes back several infosessions. Seats are decided per infosession, so each goes through the same command as a single one; those refused meanwhile
/// are reported, and the others are done.
/// </summary>
public sealed class ApplyBulkChange(CancelInfosession cancel, TakeBackInfosession takeBack, ReplanInfosession replan)
{
    /// <returns>The outcome of each.</returns>
    public Task<IReadOnlyList<BulkChangeRow>> CancelAsync(IReadOnlyList<InfosessionFacts> chosen, string reason, CancellationToken ct = default) =>
        EachAsync(chosen, session => cancel.RunAsync(session.Id, reason, ct));

    /// <returns>The outcome of each.</returns>
    public Task<IReadOnlyList<BulkChangeRow>> ChangeAsync(IReadOnlyList<InfosessionFacts> chosen, BulkChange change, CancellationToken ct = default) =>
        EachAsync(chosen, session => replan.RunAsync(session.Id, change.Of(PlanRequest.Of(session)), session.Version, ct));

    /// <returns>The outcome of each.</returns>
    public Task<IReadOnlyList<BulkChangeRow>> TakeBackAsync(IReadOnlyList<InfosessionFacts> chosen, CancellationToken ct = default) =>
        EachAsync(chosen, session => takeBack.RunAsync(session.Id, ct));

    private static async Task<IReadOnlyList<BulkChangeRow>> EachAsync(IReadOnlyList<InfosessionFacts> chosen, Func<InfosessionFacts, Task> act)
    {
        var rows = new List<BulkChangeRow>();
        foreach (var session in chosen)
        {
            try
            {
                rows.Add(new BulkChangeRow(session, await Refusals.OfAsync(() => act(session))));
            }
            catch (DbUpdateConcurrencyException)
            {
                rows.Add(new BulkChangeRow(session, new BrokenRuleException(Domain.Infosessions.InfosessionRules.ChangedMeanwhile)));
            }
        }

        return rows;
    }
}
