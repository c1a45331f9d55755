using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>Rules about an ambassador.</summary>
public static class AmbassadorRules
{
    public static readonly Rule QuotaIsAtLeastOne = new("ambassador.quota-is-at-least-one");
    public static readonly Rule WindowHasAFirstDay = new("ambassador.window-has-a-first-day");
    public static readonly Rule WindowHasALastDay = new("ambassador.window-has-a-last-day");

    /// <summary>A term that ended before it was given would count in every figure and bring nobody in.</summary>
    public static readonly Rule WindowIsNotOver = new("ambassador.window-is-not-over");

    public static readonly Rule WindowIsNotTooFar = new("ambassador.window-is-not-too-far");
    public static readonly Rule WindowEndsAfterItStarts = new("ambassador.window-ends-after-it-starts");

    /// <summary>Holding a role requires proof of identity, and the proof is a mail.</summary>
    public static readonly Rule NeedsAnEmail = new("ambassador.needs-an-email");

    public static readonly Rule NeedsSomeone = new("ambassador.needs-someone");
    public static readonly Rule IsNotServingYet = new("ambassador.is-ambassador-already");
    public static readonly Rule HasNotSteppedDown = new("ambassador.has-stepped-down");

    /// <summary>An appointment by mistake is taken back without a trace only while it has none: nobody invited, no credit, and no earlier term.</summary>
    public static readonly Rule TakenBackWhileUnused = new("ambassador.taken-back-while-unused");

    /// <summary>The successor is serving, in the same branch, and is someone else.</summary>
    public static readonly Rule SuccessorServes = new("ambassador.successor-serves");
}

/// <summary>Rules about an invitation.</summary>
public static class InvitationRules
{
    public static readonly Rule NotForOneself = new("invitation.not-for-oneself");

    /// <summary>Ambassadors invite colleagues they meet: those of their own branch, or of their own department elsewhere.</summary>
    public static readonly Rule OwnBranchOnly = new("invitation.own-branch-only");

    public static readonly Rule NeedsAnEmail = new("invitation.needs-an-email");
    public static readonly Rule IsNotInvitedYet = new("invitation.invited-already");
    public static readonly Rule TermIsOpen = new("invitation.term-is-open");
    /// <summary>The answer is the same whether the person is unknown or the details do not match, so that it reveals nothing.</summary>
    public static readonly Rule FactsBelongTogether = new("invitation.facts-belong-together");

    /// <summary>Someone who once disowned a confirmation is not identified by facts again, only by a mailed code.</summary>
    public static readonly Rule FactsAreEnough = new("invitation.facts-are-enough");
}

/// <summary>Rules about a credit.</summary>
public static class CreditRules
{
    public static readonly Rule NeedsAnAcceptedInvitation = new("credit.needs-an-accepted-invitation");
    public static readonly Rule NotForOneself = new("credit.not-for-oneself");
    public static readonly Rule TermIsOpen = new("credit.term-is-open");
    public static readonly Rule NotForAProfileCompleteBefore = new("credit.not-for-a-profile-complete-before");
    public static readonly Rule MoveNeedsAReason = new("credit.move-needs-a-reason");
    public static readonly Rule MovesToAnother = new("credit.moves-to-another");
}

/// <summary>Rules about the text an ambassador shares their link with.</summary>
public static class ShareTextRules
{
    public static readonly Rule IsShort = new("share-text.is-short");
}

/// <summary>Rules about a review of a credit.</summary>
public static class CreditReviewRules
{
    public static readonly Rule SaysWhy = new("credit-review.says-why");

    /// <summary>The colleague came through this ambassador, or this ambassador claims them.</summary>
    public static readonly Rule OfOnesOwn = new("credit-review.of-ones-own");

    public static readonly Rule IsNotAskedYet = new("credit-review.asked-already");
    public static readonly Rule AnswerSaysSomething = new("credit-review.answer-says-something");
    public static readonly Rule IsNotAnsweredYet = new("credit-review.answered-once");

    /// <summary>Only an existing credit can be moved.</summary>
    public static readonly Rule HasACreditToMove = new("credit-review.nothing-to-move");
}

/// <summary>Rules about a season.</summary>
public static class SeasonRules
{
    public static readonly Rule HasAmbassadors = new("season.has-ambassadors");
    public static readonly Rule ClosedFirst = new("season.closed-first");

    /// <summary>Closing cannot be undone, so it must be confirmed.</summary>
    public static readonly Rule ClosingIsMeant = new("season.closing-is-meant");
}

/// <summary>Rules about a claim.</summary>
public static class ClaimRules
{
    public static readonly Rule NotForOneself = new("claim.not-for-oneself");
    public static readonly Rule OwnBranchOnly = new("claim.own-branch-only");
    public static readonly Rule TermIsOpen = new("claim.term-is-open");
    public static readonly Rule IsNotClaimedYet = new("claim.claimed-already");

    /// <summary>Open claims and credits together never exceed the quota: claiming everyone and waiting for an import does not work.</summary>
    public static readonly Rule FitsRemainingQuota = new("claim.no-more-than-to-go");
}

/// <summary>Rules about the definition of "profile complete".</summary>
public static class ProfileDefinitionRules
{
    public static readonly Rule SaysSomething = new("profile-definition.says-something");

    /// <summary>A claim counts only once someone else confirms it, so at least one other kind of evidence must count.</summary>
    public static readonly Rule CountsMoreThanClaims = new("profile-definition.counts-more-than-claims");
}
