using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>A rule in words.</summary>
internal static class NudgeRuleWords
{
    extension(Localizer words)
    {
        public string RuleName(NudgeRule rule) => rule.Name.Length > 0 ? rule.Name : words[$"nudge.{rule.About}.name"];

        /// <summary>A version of a rule as one sentence: who, what is asked, how often, and what then.</summary>
        public string RuleSentence(NudgeRuleContent rule, IReadOnlyDictionary<BranchId, string> branches)
        {
            var who = rule.Audience;
            List<string> among =
            [
                .. Any(words, who.Branches.Select(b => branches.GetValueOrDefault(b, "?"))),
                .. Any(words, who.WorkTypes.Select(w => words["why.work-" + w.ToString().ToLowerInvariant()])),
                .. Any(words, who.Languages.Select(l => words["language." + l])),
                .. Any(words, who.Departments),
                .. Weeks(words, who),
            ];
            var facts = who.Have.Select(f => words[$"nudge-fact.{f}.they"]).Concat(rule.WantedNot.Where(f => f != NudgeFact.AccountClosed).Distinct().Select(f => words[$"nudge-fact.{f}.they-not"])).ToList();
            var people = words["nudge-sentence.people"] + (among.Count > 0 ? $" ({string.Join("; ", among)})" : "") + (facts.Count > 0 ? " " + words["nudge-sentence.who", words.All(facts)] : "");
            var asked = words[rule.Step == NudgeStep.Nothing ? "nudge-sentence.told" : "nudge-sentence.asked", people, words[$"nudge-step.{rule.Step}"]];
            var after = rule.After == AfterLastTry.HandedToAmbassador ? " " + words["nudge-sentence.handed"] : "";
            var two = rule.Second is { } second ? " " + words[$"nudge-sentence.half-{second.Difference}", words.Otherwise(second)] : "";
            var hour = rule.Hour is { } at ? " " + words["nudge-sentence.hour", HourText(words, at)] : "";
            var held = rule.Holdout > 0 ? " " + words["nudge-sentence.held-out", rule.Holdout] : "";
            var by = rule.Channels is [MessageChannel.Mail] ? "" : " " + words["nudge-sentence.channels", words.Channels(rule.Channels)];
            return $"{asked}, {words.Count("nudge-sentence.tries", rule.Tries, rule.DaysBetween)}{words[$"nudge-sentence.occasion-{rule.Occasion}"]}.{hour}{by}{two}{after}{held}";
        }

        /// <summary>What the second half of a comparison gets: the channels, the hour or the kind; nothing when only the text differs.</summary>
        public string Otherwise(NudgeVariant second) => second.Difference switch
        {
            NudgeDifference.Channel => words.Channels(second.Channels),
            NudgeDifference.Hour => HourText(words, second.Hour!.Value),
            NudgeDifference.Kind => words[$"nudge-kind.{second.Kind}"],
            _ => "",
        };

        /// <summary>"by mail, else on their start page".</summary>
        public string Channels(IReadOnlyList<MessageChannel> channels) =>
            channels.Skip(1).Aggregate(words[$"nudge-channel.{channels[0]}"], (before, channel) => words["nudge-channel.else", before, words[$"nudge-channel.{channel}"]]);

        /// <summary>"a, b and c".</summary>
        public string All(IReadOnlyList<string> items) => Joined(words, items, "nudge-rule.and");
    }

    // An hour that no day has is read back as it was typed, beside the error.
    private static string HourText(Localizer words, int hour) => hour is >= 0 and < NodaConstants.HoursPerDay ? words.Hour(new LocalTime(hour, 0)) : hour.ToString(words.Culture);

    private static string Joined(Localizer words, IReadOnlyList<string> items, string last) =>
        items.Count == 1 ? items[0] : words[last, string.Join(", ", items.Take(items.Count - 1)), items[^1]];

    private static IEnumerable<string> Any(Localizer words, IEnumerable<string> items) => items.ToList() is { Count: > 0 } some ? [Joined(words, some, "nudge-rule.or")] : [];

    private static IEnumerable<string> Weeks(Localizer words, NudgeAudience who) => (who.FromWeek, who.UntilWeek) switch
    {
        (null, null) => [],
        ({ } from, null) => [words["nudge-sentence.from-week", from]],
        (null, { } until) => [words["nudge-sentence.until-week", until]],
        ({ } from, { } until) => [words["nudge-sentence.weeks", from, until]],
    };
}
