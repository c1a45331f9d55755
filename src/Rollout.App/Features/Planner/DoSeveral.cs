using Microsoft.EntityFrameworkCore;
using Rollout.App.Features.Infosessions;
using Rollout.Domain.Rules;

namespace Rollout.App.Features.Planner;

/// <summary>
/// Cancels or changes several infosessions. Seats are decided one infosession at a time, so each goes the way a single one goes; what is refused
/// meanwhile is said, and the others are done.
/// </summary>
public sealed class DoSeveral(CancelInfosession cancel, ReplanInfosession replan)
{
    /// <returns>What became of each.</returns>
    public Task<IReadOnlyList<SeveralRow>> CancelAsync(IReadOnlyList<InfosessionFacts> chosen, string reason, CancellationToken ct = default) =>
        EachAsync(chosen, session => cancel.RunAsync(session.Id, reason, ct));

    /// <returns>What became of each.</returns>
    public Task<IReadOnlyList<SeveralRow>> ChangeAsync(IReadOnlyList<InfosessionFacts> chosen, SeveralChange change, CancellationToken ct = default) =>
        EachAsync(chosen, session => replan.RunAsync(session.Id, change.Of(PlanRequest.Of(session)), session.Version, ct));

    private static async Task<IReadOnlyList<SeveralRow>> EachAsync(IReadOnlyList<InfosessionFacts> chosen, Func<InfosessionFacts, Task> act)
    {
        var rows = new List<SeveralRow>();
        foreach (var session in chosen)
        {
            try
            {
                await act(session);
                rows.Add(new SeveralRow(session, null));
            }
            catch (BrokenRuleException refusal)
            {
                rows.Add(new SeveralRow(session, refusal));
            }
            catch (DbUpdateConcurrencyException)
            {
                rows.Add(new SeveralRow(session, new BrokenRuleException(Domain.Infosessions.InfosessionRules.ChangedMeanwhile)));
            }
        }

        return rows;
    }
}
