using Rollout.App.Access;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors;

/// <summary>What only the lead does.</summary>
internal static class OnlyLead
{
    /// <summary>The lead who is acting.</summary>
    /// <exception cref="UnauthorizedAccessException">It is someone else.</exception>
    public static async Task<Actor> GetLeadAsync(this CurrentPerson me, CancellationToken ct) =>
        await me.GetAsync(ct) is { IsLead: true } lead ? lead : throw new UnauthorizedAccessException();
}
