using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>The pace in a friendly sentence: never blaming, always helpful.</summary>
public static class PaceText
{
    extension(Localizer words)
    {
        /// <summary>"2.9 a week"</summary>
        public string AWeek(double credits) => words["pace.a-week", credits];

        /// <summary>"3 to go, 18 days left."</summary>
        public string ToGo(Pace pace) => words["pace.to-go", pace.ToGo, words.DaysLeft(pace.DaysLeft)];

        /// <summary>"18 days left", "today is the last day"</summary>
        public string DaysLeft(int days) => days == 0 ? words["pace.last-day"] : words.Count("pace.days-left", days);

        /// <summary>"62% to make it by 4 December."; empty when there is no chance to tell.</summary>
        public string ToMakeIt(int? chance, LocalDate until) => chance is { } percent ? words["pace.to-make-it", percent, words.ShortDay(until)] : "";

        /// <summary>The pace in a word or two, for a table.</summary>
        public string InShort(Pace pace) => words["pace." + Key(pace.State)];
    }

    /// <summary>The emphasis of the word; see the Status component.</summary>
    public static string KindOf(Pace pace) => pace.State switch
    {
        PaceState.Made => "good",
        PaceState.Behind => "caution",
        _ => "",
    };

    private static string Key(PaceState state) => state switch
    {
        PaceState.NotYet => "not-yet",
        PaceState.OnPace => "on-pace",
        PaceState.Behind => "needs-a-hand",
        PaceState.Made => "made",
        _ => "over",
    };
}
