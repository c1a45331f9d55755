using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>Rules about the company's directory and its tokens.</summary>
public static class ScimRules
{
    /// <summary>Two tokens work at once; a third would be one that nobody takes away.</summary>
    public static readonly Rule TwoTokensAtMost = new("scim.two-tokens-at-most");

    /// <summary>The user name and number of the directory are nobody else's.</summary>
    public static readonly Rule IsNew = new("scim.is-new");

    /// <summary>An address that was given to someone else must not bring its former owner's roles and history along.</summary>
    public static readonly Rule IsTheSamePerson = new("scim.is-the-same-person");

    /// <summary>What was sent has a user name.</summary>
    public static readonly Rule HasAUserName = new("scim.has-a-user-name");

    /// <summary>Only a few people leave in a day, or the lead has confirmed that many do.</summary>
    public static readonly Rule FewLeave = new("scim.few-leave");
}
