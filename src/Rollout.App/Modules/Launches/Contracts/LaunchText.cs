using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Contracts;

/// <summary>States and changes of waves and launches in words.</summary>
internal static class LaunchText
{
    extension(Localizer words)
    {
        /// <summary>Why a verdict is stale: "The check “Kick-off room booked” fell back."</summary>
        public string Of(SnapshotChange change) => words["launch.change." + change.Kind switch
        {
            SnapshotChangeKind.MomentMoved => "moved",
            SnapshotChangeKind.TooOld => "too-old",
            SnapshotChangeKind.LateWindowGrew => "late-window",
            SnapshotChangeKind.CheckAdded => "added",
            SnapshotChangeKind.CheckDropped => "dropped",
            _ => "fell-back",
        }, change.Check is { } check ? words.Of(check) : words.Minutes(change.Minutes)];

        /// <summary>A changed term: "a go holds 7 days, was 14".</summary>
        public string Of(TermChange change) => change.WaveTermField switch
        {
            WaveTermField.Pilot => words[change.Is == 1 ? "terms.now-pilot" : "terms.no-pilot"],
            WaveTermField.GoLasts => words.Count("terms.changed-go-lasts", change.Is, change.Was),
            WaveTermField.Late => words["terms.changed-late", words.Minutes(change.Is), words.Minutes(change.Was)],
            var after => words.Count("terms.changed-promise", after switch { WaveTermField.After1 => 1, WaveTermField.After4 => 4, _ => 12 }, change.Is, change.Was),
        };

        /// <summary>"45 minutes"; 0 has its own wording.</summary>
        public string Minutes(int minutes) => minutes == 0 ? words["terms.no-minutes"] : words.Length(Duration.FromMinutes(minutes));

        /// <summary>What a check is about: "At least 50% of the ambassadors’ quota is credited".</summary>
        public string Of(CheckSubject check) => check.Measure is { } measure ? words["readiness." + Key(measure), check.Target] : HouseChecks.Read(check.Text, words);

        /// <summary>What Rollout saw: "14 of 24 so far."</summary>
        public string Seen(CheckSubject check, Reading seen) => words["readiness.seen." + Key(check.Measure!.Value), seen.Part, seen.Whole];

        /// <summary>The sign-off status in a word or two: "Go", "Go is stale".</summary>
        public string Of(SignOffStatusKind standing) => words["launch.standing." + standing switch
        {
            SignOffStatusKind.Go => "go",
            SignOffStatusKind.ConditionOpen => "condition-open",
            SignOffStatusKind.ConditionMet => "condition-met",
            SignOffStatusKind.ConditionOverdue => "condition-overdue",
            SignOffStatusKind.NoGo => "no-go",
            SignOffStatusKind.Stale => "stale",
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

    /// <summary>The form of a measure in resource keys and forms: "kick-off-planned".</summary>
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

    /// <summary>Capitalizes the first letter, for the beginning of a sentence: Dutch and French write days in lower case.</summary>
    public static string Capital(this string text) => text.Length == 0 ? text : char.ToUpper(text[0], System.Globalization.CultureInfo.CurrentCulture) + text[1..];

    /// <summary>The sign beside the word: good, caution, stop, or empty while waiting.</summary>
    public static string Sign(this SignOffStatusKind standing) => standing switch
    {
        SignOffStatusKind.Go or SignOffStatusKind.ConditionMet => "good",
        SignOffStatusKind.ConditionOpen or SignOffStatusKind.Stale => "caution",
        SignOffStatusKind.NoGo or SignOffStatusKind.ConditionOverdue => "stop",
        _ => "",
    };
}
