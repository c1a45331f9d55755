using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>A person gives up what they have: their seat, an offered seat, or their number on the waiting list.</summary>
public sealed class Withdraw(SeatRequestQueue queue)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default) => queue.RunAsync(new WithdrawRequest(id, person, ct));
}
