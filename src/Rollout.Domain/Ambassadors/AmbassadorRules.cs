using Rollout.Domain.Rules;

namespace Rollout.Domain.Ambassadors;

/// <summary>What can be refused about an ambassador.</summary>
public static class AmbassadorRules
{
    public static readonly Rule QuotaIsAtLeastOne = new("ambassador.quota-is-at-least-one");
    public static readonly Rule WindowEndsAfterItStarts = new("ambassador.window-ends-after-it-starts");
}
