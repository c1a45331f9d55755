using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>What a module does once someone has proved who they are.</summary>
public interface IAfterSignIn
{
    Task RunAsync(PersonId person, CancellationToken ct = default);
}
