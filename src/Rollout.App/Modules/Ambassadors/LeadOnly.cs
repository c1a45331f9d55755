using Rollout.App.Identity;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Restricts commands to the lead, and queries to the lead and the auditor.</summary>
internal static class LeadOnly
{
    /// <summary>The current user, who must be the lead.</summary>
    /// <exception cref="UnauthorizedAccessException">The current user is not the lead.</exception>
    public static async Task<CurrentUser> GetLeadAsync(this CurrentUserAccessor me, CancellationToken ct) =>
        await me.GetAsync(ct) is { IsLead: true } lead ? lead : throw new UnauthorizedAccessException();

    /// <summary>The current user, who must see the whole rollout.</summary>
    /// <exception cref="UnauthorizedAccessException">The current user is neither the lead nor the auditor.</exception>
    public static async Task<CurrentUser> GetReaderAsync(this CurrentUserAccessor me, CancellationToken ct) =>
        await me.GetAsync(ct) is { SeesAll: true } reader ? reader : throw new UnauthorizedAccessException();
}
