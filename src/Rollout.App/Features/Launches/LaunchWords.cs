using Rollout.App.Wording;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>What states and changes are called.</summary>
internal static class LaunchWords
{
    extension(Words words)
    {
        /// <summary>What made a verdict stale: "The check “Kick-off room booked” fell back."</summary>
        public string Of(Change change) => words["launch.change." + change.Kind switch
        {
            ChangeKind.MomentMoved => "moved",
            ChangeKind.TooOld => "too-old",
            ChangeKind.CheckAdded => "added",
            ChangeKind.CheckDropped => "dropped",
            _ => "fell-back",
        }, change.Check is { } check ? words.Of(check) : ""];

        /// <summary>What a check is about: "At least 50% of the ambassadors’ quota is credited".</summary>
        public string Of(CheckSubject check) => check.Measure is { } measure ? words["readiness." + Key(measure), check.Target] : check.Text;

        /// <summary>What Rollout saw: "14 of 24 so far."</summary>
        public string Seen(CheckSubject check, Reading seen) => words["readiness.seen." + Key(check.Measure!.Value), seen.Part, seen.Whole];

        /// <summary>How the sign-off stands, in a word or two: "Go", "Go is stale".</summary>
        public string Of(StandingKind standing) => words["launch.standing." + standing switch
        {
            StandingKind.Go => "go",
            StandingKind.ConditionOpen => "condition-open",
            StandingKind.ConditionMet => "condition-met",
            StandingKind.ConditionOverdue => "condition-overdue",
            StandingKind.NoGo => "no-go",
            StandingKind.Stale => "stale",
            _ => "none",
        }];

        /// <summary>The verdict itself: "Go with a condition".</summary>
        public string Of(Verdict verdict) => words["launch.verdict." + verdict switch
        {
            Verdict.Go => "go",
            Verdict.GoOnCondition => "condition",
            _ => "no-go",
        }];
    }

    /// <summary>How a measure is spelled in keys and forms: "kick-off-planned".</summary>
    public static string Key(Measure measure) => measure switch
    {
        Measure.Ambassadors => "ambassadors",
        Measure.Quota => "quota",
        Measure.KickOffPlanned => "kick-off-planned",
        Measure.KickOffInvited => "kick-off-invited",
        Measure.InfosessionReach => "infosession-reach",
        Measure.DirectorProfile => "director-profile",
        Measure.NoOpenFindings => "no-open-findings",
        _ => "test-mail",
    };

    /// <summary>As the beginning of a sentence: in Dutch and French the days are written small.</summary>
    public static string Capital(this string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];

    /// <summary>The sign beside the word: good, caution, stop, or nothing for waiting.</summary>
    public static string Sign(this StandingKind standing) => standing switch
    {
        StandingKind.Go or StandingKind.ConditionMet => "good",
        StandingKind.ConditionOpen or StandingKind.Stale => "caution",
        StandingKind.NoGo or StandingKind.ConditionOverdue => "stop",
        _ => "",
    };
}
