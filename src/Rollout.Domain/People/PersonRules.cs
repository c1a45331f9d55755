using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>Rules about a person.</summary>
public static class PersonRules
{
    /// <summary>Only people who have left are anonymised.</summary>
    public static readonly Rule HasLeft = new("person.has-left");

    /// <summary>An anonymised person cannot return, because nothing identifies them any more.</summary>
    public static readonly Rule IsStillNamed = new("person.is-still-named");

    public static readonly Rule NeedsAName = new("person.needs-a-name");
    public static readonly Rule NameFits = new("person.name-fits");
    public static readonly Rule NeedsAKey = new("person.needs-a-key");
    public static readonly Rule NumberFits = new("person.number-fits");
    public static readonly Rule EmailIsAnAddress = new("person.email-is-an-address");
    public static readonly Rule MobileIsANumber = new("person.mobile-is-a-number");
    public static readonly Rule JobFits = new("person.job-fits");
    public static readonly Rule SpeaksAKnownLanguage = new("person.speaks-a-known-language");

    /// <summary>No two people have one personnel number.</summary>
    public static readonly Rule NumberIsFree = new("person.number-is-free");

    /// <summary>No two people have one address: it signs them in.</summary>
    public static readonly Rule EmailIsFree = new("person.email-is-free");

    /// <summary>Among people without number and e-mail, a mobile identifies one person.</summary>
    public static readonly Rule MobileIsFree = new("person.mobile-is-free");

    /// <summary>A role needs proof of who someone is, and the proof is a mail.</summary>
    public static readonly Rule RoleNeedsAnEmail = new("person.role-needs-an-email");

    /// <summary>Someone of that name works in that branch; set aside by saying that this is someone else.</summary>
    public static readonly Rule IsNotHereYet = new("person.is-not-here-yet");

    /// <summary>Where someone works must be one of the branches.</summary>
    public static readonly Rule WorksInABranch = new("person.works-in-a-branch");

    /// <summary>The director of a branch works there and has an e-mail address; to change that, name another director first.</summary>
    public static readonly Rule DirectorStaysReachable = new("person.director-stays-reachable");

    /// <summary>Two different people are merged, neither of whom was merged before.</summary>
    public static readonly Rule MergesTwo = new("person.merges-two");

    /// <summary>Two ambassadors cannot become one: whose link, quota and window would it be?</summary>
    public static readonly Rule MergesOneTerm = new("person.merges-one-term");

    /// <summary>What others see or signed must keep its name: such a person is marked as left instead of removed.</summary>
    public static readonly Rule LeavesNothingBehind = new("person.leaves-nothing-behind");
}
