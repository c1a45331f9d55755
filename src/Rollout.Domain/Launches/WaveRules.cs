using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>Rules about a wave.</summary>
public static class WaveRules
{
    public static readonly Rule OnlyTheLead = new("wave.only-the-lead");
    public static readonly Rule NeedsAName = new("wave.needs-a-name");
    public static readonly Rule MomentIsAhead = new("wave.moment-is-ahead");
    public static readonly Rule MomentIsNotTooFar = new("wave.moment-is-not-too-far");

    /// <summary>Directors have to sign and people to hear of it; set aside by saying that it is meant.</summary>
    public static readonly Rule MomentGivesTime = new("wave.moment-gives-time");

    /// <summary>A wave does not go live at night, when nobody is there; can be overridden on purpose.</summary>
    public static readonly Rule MomentIsInTheDay = new("wave.moment-is-in-the-day");

    public static readonly Rule MomentIsAnother = new("wave.moment-is-another");

    /// <summary>Nobody else moved it since the lead saw the preview.</summary>
    public static readonly Rule MomentIsAsShown = new("wave.moment-is-as-shown");

    public static readonly Rule TimeExistsOnTheClock = new("wave.clocks-skip-this-time");
    public static readonly Rule NeedsABranch = new("wave.needs-a-branch");
    public static readonly Rule NeedsAChecklist = new("wave.needs-a-checklist");

    public static readonly Rule ChecklistNeedsAName = new("wave.checklist-needs-a-name");

    /// <summary>A branch is in one wave at a time, and goes live once.</summary>
    public static readonly Rule BranchIsInOnce = new("wave.branch-is-in-once");

    public static readonly Rule NotOnceStarted = new("wave.not-once-started");
    public static readonly Rule NothingChangesAfterLive = new("wave.nothing-changes-after-live");
    public static readonly Rule KeepsABranchOnceStarted = new("wave.keeps-a-branch-once-started");
    public static readonly Rule StartsBeforeItsMoment = new("wave.starts-before-its-moment");
    /// <summary>Everyone is mailed a button that opens the platform, so it must lead somewhere.</summary>
    public static readonly Rule PlatformHasAnAddress = new("wave.platform-has-an-address");

    public static readonly Rule MailLeaves = new("wave.mail-leaves");
    public static readonly Rule EveryBranchHasADirector = new("wave.every-branch-has-a-director");
    public static readonly Rule EveryBranchHasAGo = new("wave.every-branch-has-a-go");

    /// <summary>Four-eyes principle: the person who starts the wave signed for none of its branches.</summary>
    public static readonly Rule StarterDidNotSign = new("wave.starter-did-not-sign");

    public static readonly Rule GoLastsSomeDays = new("wave.go-lasts-some-days");
    public static readonly Rule LateWindowIsShort = new("wave.late-window-is-short");

    /// <summary>Nobody else changed the terms since they were shown.</summary>
    public static readonly Rule TermsAreAsShown = new("wave.terms-are-as-shown");

    /// <summary>Once the count-down runs only the promises can change, because directors signed on the other terms.</summary>
    public static readonly Rule WhatWasSignedOnStays = new("wave.what-was-signed-on-stays");

    /// <summary>Other waves start only once the pilot is live.</summary>
    public static readonly Rule PilotGoesFirst = new("wave.pilot-goes-first");

    /// <summary>No wave becomes the pilot while another is counting down.</summary>
    public static readonly Rule PilotComesFirst = new("wave.pilot-comes-first");

    public static readonly Rule OnlyAHeldOneIsLifted = new("wave.only-a-held-one-is-lifted");
    public static readonly Rule PromiseIsAPercentage = new("wave.promise-is-a-percentage");
    public static readonly Rule RehearsalIsSoon = new("wave.rehearsal-is-soon");
    public static readonly Rule WordsFit = new("wave.words-fit");
    public static readonly Rule FilmIsAnAddress = new("wave.film-is-an-address");
    public static readonly Rule OnlyAStartedOneIsHeld = new("wave.only-a-started-one-is-held");
}
