using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Signs a person up: for a seat, or for the next number of the waiting list when there is none.</summary>
public sealed class SignUp(SeatRequestQueue queue)
{
    /// <param name="hold">The seat that is held for them, if there is one.</param>
    /// <returns>Registered or waiting; null when the person had a place already.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public Task<RegistrationState?> RunAsync(InfosessionId id, PersonId person, SeatHoldId? hold = null, CancellationToken ct = default) =>
        queue.RunAsync(new SignUpRequest(id, person, hold, ct));
}
