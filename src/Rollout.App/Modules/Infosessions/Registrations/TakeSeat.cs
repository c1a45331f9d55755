using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Someone on the waiting list takes the seat offered to them, or one that everyone waiting was called for.</summary>
public sealed class TakeSeat(SeatRequestQueue queue)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default) => queue.RunAsync(new TakeRequest(id, person, ct));
}
