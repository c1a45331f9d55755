using Rollout.Domain.People;

namespace Rollout.App.Shared.Telemetry;

/// <summary>Who runs a command, for its measurements.</summary>
public interface ICurrentUserId
{
    /// <returns>Null when nobody is signed in.</returns>
    Task<PersonId?> FindIdAsync();
}
