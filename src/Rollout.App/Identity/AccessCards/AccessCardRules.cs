using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.AccessCards;

/// <summary>Rules about access cards.</summary>
public static class AccessCardRules
{
    public static readonly Rule CodeWorks = new("access-card.code-works");

    /// <summary>The lead prints for every branch, a director for their own.</summary>
    public static readonly Rule OfOwnBranch = new("access-card.of-own-branch");

    /// <summary>There is someone to print for.</summary>
    public static readonly Rule ForSomeone = new("access-card.for-someone");
}
