using Rollout.App.Identity;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>What only the lead does.</summary>
internal static class LeadOnly
{
    /// <summary>The lead who is acting.</summary>
    /// <exception cref="UnauthorizedAccessException">It is someone else.</exception>
    public static async Task<CurrentUser> GetLeadAsync(this CurrentUserAccessor me, CancellationToken ct) =>
        await me.GetAsync(ct) is { IsLead: true } lead ? lead : throw new UnauthorizedAccessException();
}
