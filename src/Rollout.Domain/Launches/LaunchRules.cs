using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>Rules about one branch's launch.</summary>
public static class LaunchRules
{
    public static readonly Rule NothingChangesAfterLive = new("launch.nothing-changes-after-live");
    public static readonly Rule OnlyItsDirectorSigns = new("launch.only-its-director-signs");

    /// <summary>Four-eyes principle: the person who started the wave signs for none of its branches.</summary>
    public static readonly Rule StarterDoesNotSign = new("launch.starter-does-not-sign");

    public static readonly Rule SignsWhatIsShown = new("launch.signs-what-is-shown");
    public static readonly Rule IsNotLeftOut = new("launch.left-out-is-not-signed");
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
    public static readonly Rule TargetIsPlausible = new("launch.target-is-plausible");

    /// <summary>A measured check is answered by Rollout, not by people.</summary>
    public static readonly Rule IsAnsweredByPeople = new("launch.rollout-looks-itself");

    public static readonly Rule MustCheckNeedsEvidence = new("launch.must-check-needs-evidence");
    public static readonly Rule EvidenceFits = new("launch.evidence-fits");
    public static readonly Rule EvidenceLinkIsAnAddress = new("launch.evidence-link-is-an-address");
    public static readonly Rule EvidenceFileIsOfAKnownKind = new("launch.evidence-file-is-of-a-known-kind");
    public static readonly Rule EvidenceFileIsNotTooLarge = new("launch.evidence-file-is-not-too-large");
    public static readonly Rule DirectorOrLeadPlansKickOff = new("launch.director-or-lead-plans-kick-off");
    public static readonly Rule KickOffHasATime = new("launch.kick-off-has-a-time");

    /// <summary>A kick-off is not at night; can be overridden on purpose.</summary>
    public static readonly Rule KickOffIsInTheDay = new("launch.kick-off-is-in-the-day");

    public static readonly Rule KickOffIsAhead = new("launch.kick-off-is-ahead");
    public static readonly Rule KickOffIsAroundTheMoment = new("launch.kick-off-is-around-the-moment");
    public static readonly Rule KickOffTakesAWhile = new("launch.kick-off-takes-a-while");
    public static readonly Rule KickOffNeedsAPlace = new("launch.kick-off-needs-a-place");
    public static readonly Rule KickOffWordsFit = new("launch.kick-off-words-fit");
    public static readonly Rule KickOffIsPlanned = new("launch.kick-off-is-planned");
    public static readonly Rule CheckWasDone = new("launch.check-was-done");
    public static readonly Rule FallBackSaysWhy = new("launch.fall-back-says-why");
    public static readonly Rule RollCallComesAfterLive = new("launch.roll-call-comes-after-live");
    public static readonly Rule DirectorOrLeadReports = new("launch.director-or-lead-reports");
    public static readonly Rule PresentIsPlausible = new("launch.present-is-plausible");
    /// <summary>No more can be there than work there; set aside by saying that visitors are counted too.</summary>
    public static readonly Rule PresentWorkThere = new("launch.present-work-there");

    public static readonly Rule FirstVisitsAreOfPresent = new("launch.first-visits-are-of-present");
    public static readonly Rule ProblemIsOpen = new("launch.trouble-is-open");
    public static readonly Rule AnswerSaysWhat = new("launch.answer-says-what");
    public static readonly Rule WeekComesAfterLive = new("launch.week-comes-after-live");
    public static readonly Rule OnlyItsDirectorDoesTheWeek = new("launch.only-its-director-does-the-week");
    public static readonly Rule ThanksGoToAColleague = new("launch.thanks-go-to-a-colleague");
    public static readonly Rule ThanksSaySomething = new("launch.thanks-say-something");
    public static readonly Rule ProblemFits = new("launch.trouble-fits");
}
