using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Rules about topics, infosessions and registrations.</summary>
public static class InfosessionRules
{
    public static readonly Rule TopicNeedsATitle = new("topic.needs-a-title");
    public static readonly Rule SummaryFits = new("topic.summary-fits");
    public static readonly Rule OnlyTheLeadKeepsTopics = new("topic.only-the-lead-keeps-topics");

    public static readonly Rule TimeExistsOnTheClock = new("infosession.skipped-time");
    public static readonly Rule LengthFits = new("infosession.length-fits");
    public static readonly Rule SeatsFit = new("infosession.seats-fit");
    public static readonly Rule LanguageIsKnown = new("infosession.language-is-known");
    public static readonly Rule NeedsAPlaceOrLink = new("infosession.needs-a-place-or-link");
    public static readonly Rule PlaceFits = new("infosession.place-fits");
    public static readonly Rule LinkIsAnAddress = new("infosession.link-is-an-address");
    public static readonly Rule NotTooFarAhead = new("infosession.not-too-far-ahead");
    public static readonly Rule NotInThePast = new("infosession.not-in-the-past");
    public static readonly Rule NotOnAPublicHoliday = new("infosession.not-on-a-public-holiday");
    public static readonly Rule FacilitatorMustFacilitate = new("infosession.facilitator-must-facilitate");
    public static readonly Rule BranchIsKnown = new("infosession.branch-is-known");
    public static readonly Rule FacilitatorIsFree = new("infosession.facilitator-is-free");
    public static readonly Rule PlaceIsFree = new("infosession.place-is-free");
    public static readonly Rule InBranchHours = new("infosession.in-branch-hours");
    public static readonly Rule BeforeGoLive = new("infosession.before-go-live");
    public static readonly Rule ChangedMeanwhile = new("infosession.changed-meanwhile");
    public static readonly Rule SplitLeavesSeats = new("infosession.split-leaves-seats");
    public static readonly Rule DryRunStaysWhole = new("infosession.dry-run-stays-whole");
    public static readonly Rule SeriesFits = new("infosession.series-fits");
    public static readonly Rule TopicMustBeOpen = new("infosession.topic-must-be-open");
    public static readonly Rule OnlyPublishedIsTakenBack = new("infosession.only-published-is-taken-back");
    public static readonly Rule TakenBackWhileEmpty = new("infosession.taken-back-while-empty");
    public static readonly Rule SeatsCoverThoseTaken = new("infosession.seats-cover-those-taken");
    public static readonly Rule IsNotCancelled = new("infosession.cancelled-stays-cancelled");
    public static readonly Rule CancellingNeedsAReason = new("infosession.cancelling-needs-a-reason");
    public static readonly Rule NotAfterItStarted = new("infosession.not-after-it-started");
    public static readonly Rule OnlyItsFacilitator = new("infosession.only-its-facilitator");

    public static readonly Rule OpenForSignUp = new("registration.open-for-sign-up");
    public static readonly Rule SignUpUntilItStarts = new("registration.sign-up-until-it-starts");
    public static readonly Rule NeverMoreThanSeats = new("registration.never-more-than-seats");
    public static readonly Rule WithdrawUntilItStarts = new("registration.withdraw-until-it-starts");
    public static readonly Rule OfferHasNotEnded = new("registration.offer-has-ended");
    public static readonly Rule OnlyAnOfferedSeatIsTaken = new("registration.only-an-offered-seat-is-taken");
    public static readonly Rule NotInTwoPlacesAtOnce = new("registration.not-in-two-places-at-once");
    public static readonly Rule OnlyWhoWaitsGoesFirst = new("registration.only-who-waits-goes-first");
    public static readonly Rule GoingFirstNeedsAReason = new("registration.going-first-needs-a-reason");
    public static readonly Rule OnlyWhoIsRegisteredWithdraws = new("registration.only-who-is-registered-withdraws");
    public static readonly Rule AttendanceAfterTheStart = new("registration.attendance-after-the-start");
    public static readonly Rule AttendanceOnceTheDoorIsOpen = new("registration.attendance-once-the-door-is-open");
    public static readonly Rule OnlyWhoWorksHereWalksIn = new("registration.only-who-works-here-walks-in");
    public static readonly Rule WalkInNeedsAChair = new("registration.walk-in-needs-a-chair");
    public static readonly Rule OnlyWhoHeldASeatIsTicked = new("registration.only-who-held-a-seat-is-ticked");
}
