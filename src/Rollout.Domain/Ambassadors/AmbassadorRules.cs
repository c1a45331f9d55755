using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>What can be refused about an ambassador.</summary>
public static class AmbassadorRules
{
    public static readonly Rule QuotaIsAtLeastOne = new("ambassador.quota-is-at-least-one");
    public static readonly Rule WindowEndsAfterItStarts = new("ambassador.window-ends-after-it-starts");

    /// <summary>No role is held without proof, and the proof is a mail.</summary>
    public static readonly Rule NeedsAnEmail = new("ambassador.needs-an-email");

    public static readonly Rule NeedsSomeone = new("ambassador.needs-someone");
    public static readonly Rule IsNotServingYet = new("ambassador.is-ambassador-already");
    public static readonly Rule HasNotSteppedDown = new("ambassador.has-stepped-down");

    /// <summary>Who takes over serves, in the same branch, and is someone else.</summary>
    public static readonly Rule SuccessorServes = new("ambassador.successor-serves");
}

/// <summary>What can be refused about an invitation.</summary>
public static class InvitationRules
{
    public static readonly Rule NotForOneself = new("invitation.not-for-oneself");

    /// <summary>An ambassador asks the colleagues they meet: those of their own branch, or of their department elsewhere.</summary>
    public static readonly Rule OwnBranchOnly = new("invitation.own-branch-only");

    public static readonly Rule NeedsAnEmail = new("invitation.needs-an-email");
    public static readonly Rule IsNotInvitedYet = new("invitation.invited-already");
    public static readonly Rule TermIsOpen = new("invitation.term-is-open");
    /// <summary>Said to who is unknown and to who is mistaken alike.</summary>
    public static readonly Rule FactsBelongTogether = new("invitation.facts-belong-together");
}

/// <summary>What can be refused about a credit.</summary>
public static class CreditRules
{
    public static readonly Rule NeedsAnAcceptedInvitation = new("credit.needs-an-accepted-invitation");
    public static readonly Rule NotForOneself = new("credit.not-for-oneself");
    public static readonly Rule TermIsOpen = new("credit.term-is-open");
    public static readonly Rule NotForAProfileCompleteBefore = new("credit.not-for-a-profile-complete-before");
    public static readonly Rule OnlyOnce = new("credit.only-once");
    public static readonly Rule MoveNeedsAReason = new("credit.move-needs-a-reason");
    public static readonly Rule MovesToAnother = new("credit.moves-to-another");
}

/// <summary>What can be refused about the words an ambassador shares their link with.</summary>
public static class ShareTextRules
{
    public static readonly Rule IsShort = new("share-text.is-short");
}

/// <summary>What can be refused about a review of a credit.</summary>
public static class CreditReviewRules
{
    public static readonly Rule SaysWhy = new("credit-review.says-why");

    /// <summary>About a colleague who came by this ambassador, or whom they claim.</summary>
    public static readonly Rule OfOnesOwn = new("credit-review.of-ones-own");

    public static readonly Rule IsNotAskedYet = new("credit-review.asked-already");
    public static readonly Rule AnswerSaysSomething = new("credit-review.answer-says-something");
    public static readonly Rule IsNotAnsweredYet = new("credit-review.answered-once");

    /// <summary>Only a credit that is there can be moved.</summary>
    public static readonly Rule HasACreditToMove = new("credit-review.nothing-to-move");
}

/// <summary>What can be refused about a season.</summary>
public static class SeasonRules
{
    public static readonly Rule HasAmbassadors = new("season.has-ambassadors");
    public static readonly Rule ClosedFirst = new("season.closed-first");

    /// <summary>It cannot be undone, so one press is not enough.</summary>
    public static readonly Rule ClosingIsMeant = new("season.closing-is-meant");
}

/// <summary>What can be refused about a claim.</summary>
public static class ClaimRules
{
    public static readonly Rule NotForOneself = new("claim.not-for-oneself");
    public static readonly Rule OwnBranchOnly = new("claim.own-branch-only");
    public static readonly Rule TermIsOpen = new("claim.term-is-open");
    public static readonly Rule IsNotClaimedYet = new("claim.claimed-already");

    /// <summary>Open claims and credits together are no more than the quota: claiming everyone and waiting for an import gives nothing.</summary>
    public static readonly Rule FitsRemainingQuota = new("claim.no-more-than-to-go");
}

/// <summary>What can be refused about the definition of "profile complete".</summary>
public static class ProfileDefinitionRules
{
    public static readonly Rule SaysSomething = new("profile-definition.says-something");

    /// <summary>A claim is only a claim until someone else confirms it, so someone else must be able to.</summary>
    public static readonly Rule CountsMoreThanClaims = new("profile-definition.counts-more-than-claims");
}
