using Rollout.App.Identity;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Restricts commands to the lead.</summary>
internal static class LeadOnly
{
    /// <summary>The current user, who must be the lead.</summary>
    /// <exception cref="UnauthorizedAccessException">The current user is not the lead.</exception>
    public static async Task<CurrentUser> GetLeadAsync(this CurrentUserAccessor me, CancellationToken ct) =>
        await me.GetAsync(ct) is { IsLead: true } lead ? lead : throw new UnauthorizedAccessException();
}
