using Rollout.Domain.Rules;

namespace Rollout.Domain.Launches;

/// <summary>What can be refused about one branch's launch.</summary>
public static class LaunchRules
{
    public static readonly Rule NothingChangesAfterLive = new("launch.nothing-changes-after-live");
    public static readonly Rule OnlyItsDirectorSigns = new("launch.only-its-director-signs");

    /// <summary>Four eyes: who started the wave signs for none of its branches.</summary>
    public static readonly Rule StarterDoesNotSign = new("launch.starter-does-not-sign");

    public static readonly Rule SignsWhatIsShown = new("launch.signs-what-is-shown");
    public static readonly Rule LeftOutIsNotSigned = new("launch.left-out-is-not-signed");
    public static readonly Rule GoNeedsItsMustChecks = new("launch.go-needs-its-must-checks");
    public static readonly Rule ConditionSaysWhat = new("launch.condition-says-what");
    public static readonly Rule ConditionIsDueInTime = new("launch.condition-is-due-in-time");
    public static readonly Rule NoGoSaysWhy = new("launch.no-go-says-why");
    public static readonly Rule IsInTheWave = new("launch.is-in-the-wave");
    public static readonly Rule IsLeftOut = new("launch.is-left-out");
    public static readonly Rule NeedsAReason = new("launch.needs-a-reason");
    public static readonly Rule OwnerDirectorOrLeadAnswers = new("launch.owner-director-or-lead-answers");
    public static readonly Rule CheckNeedsWords = new("launch.check-needs-words");
    public static readonly Rule CheckIsDueInTime = new("launch.check-is-due-in-time");
    public static readonly Rule CheckWasDone = new("launch.check-was-done");
    public static readonly Rule FallBackSaysWhy = new("launch.fall-back-says-why");
    public static readonly Rule RollCallComesAfterLive = new("launch.roll-call-comes-after-live");
    public static readonly Rule DirectorOrLeadReports = new("launch.director-or-lead-reports");
    public static readonly Rule PresentIsPlausible = new("launch.present-is-plausible");
    public static readonly Rule FirstVisitsAreOfPresent = new("launch.first-visits-are-of-present");
    public static readonly Rule TroubleFits = new("launch.trouble-fits");
}
