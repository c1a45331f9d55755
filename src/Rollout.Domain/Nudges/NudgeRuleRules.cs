using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Nudges;

/// <summary>Rules about the rules a lead writes.</summary>
public static class NudgeRuleRules
{
    public static readonly Rule HasAName = new("nudge-rule.has-a-name");
    public static readonly Rule CodeIsFree = new("nudge-rule.code-is-free");
    public static readonly Rule SpeaksEveryLanguage = new("nudge-rule.speaks-every-language");
    public static readonly Rule IsShort = new("nudge-rule.is-short");
    public static readonly Rule FieldsAreKnown = new("nudge-rule.fields-are-known");
    public static readonly Rule TriesAreFew = new("nudge-rule.tries-are-few");
    public static readonly Rule DaysLieBetween = new("nudge-rule.days-lie-between");
    public static readonly Rule WeeksAreInOrder = new("nudge-rule.weeks-are-in-order");
    public static readonly Rule FactsAgree = new("nudge-rule.facts-agree");
    public static readonly Rule HoldsBackAShare = new("nudge-rule.holds-back-a-share");

    /// <summary>Ambassadors see of their invitees who was invited, came and is done, and nothing else.</summary>
    public static readonly Rule HandsOverWhatMayBeSeen = new("nudge-rule.hands-over-what-may-be-seen");

    /// <summary>What an ambassador or a sheet of paper says, others read: never what someone does on the platform.</summary>
    public static readonly Rule TellsOthersWhatMayBeSeen = new("nudge-rule.tells-others-what-may-be-seen");

    public static readonly Rule LeavesBySomething = new("nudge-rule.leaves-by-something");
    public static readonly Rule AsksForAnAnswer = new("nudge-rule.asks-for-an-answer");
    public static readonly Rule ComparesOneThing = new("nudge-rule.compares-one-thing");
    public static readonly Rule HourIsOfADay = new("nudge-rule.hour-is-of-a-day");
    public static readonly Rule RetiredForGood = new("nudge-rule.retired-for-good");
    public static readonly Rule FixedStays = new("nudge-rule.fixed-stays");

    /// <summary>Asks all rules about what a rule says.</summary>
    /// <param name="languages">The languages of the rollout.</param>
    internal static void Check(string name, NudgeRuleContent content, IReadOnlyCollection<string> languages, bool isShipped) => RuleSet.EnsureAll(
        () => NudgeRuleRules.HasAName.Ensure(isShipped || name.Length is > 0 and <= NudgeRule.NameLength, NudgeRule.NameLength),
        () => NudgeRuleRules.SpeaksEveryLanguage.Ensure(languages.All(l => IsWhole(content.Texts, l) && (content.Second is not { Texts: { Count: > 0 } texts } || IsWhole(texts, l)))),
        () => NudgeRuleRules.IsShort.Ensure(content.AllTexts.All(t => t.Words < NudgeRuleContent.MostWords), NudgeRuleContent.MostWords),
        () => EnsureKnown([.. content.AllTexts.SelectMany(t => NudgeFields.UnknownIn(t.Subject + t.Body)).Distinct()]),
        () => NudgeRuleRules.TriesAreFew.Ensure(content.Tries is >= 1 and <= NudgeRuleContent.MostTries && (content.Step != NudgeStep.Nothing || content.Tries == 1), NudgeRuleContent.MostTries),
        () => NudgeRuleRules.DaysLieBetween.Ensure(content.DaysBetween is >= 3 and <= 90),
        () => NudgeRuleRules.WeeksAreInOrder.Ensure(content.Audience is { FromWeek: null or (>= 0 and <= 520), UntilWeek: null or (>= 0 and <= 520) } a && !(a.FromWeek > a.UntilWeek)),
        () => NudgeRuleRules.FactsAgree.Ensure(!content.Wanted.Intersect(content.WantedNot).Any()),
        () => NudgeRuleRules.HoldsBackAShare.Ensure(NudgeRuleContent.Holdouts.Contains(content.Holdout) && (content.Holdout == 0 || content.Step != NudgeStep.Nothing)),
        () => NudgeRuleRules.HandsOverWhatMayBeSeen.Ensure(content.After == AfterLastTry.Dropped || !content.UsesActivity),
        () => NudgeRuleRules.TellsOthersWhatMayBeSeen.Ensure(!content.UsesActivity || !content.AllChannels.Any(c => c.IsSeenByOthers())),
        () => NudgeRuleRules.LeavesBySomething.Ensure(content.Channels.Count > 0 && content.Channels.Distinct().Count() == content.Channels.Count),
        () => NudgeRuleRules.AsksForAnAnswer.Ensure((content.Kind == NudgeKind.Ask) == (content.Step == NudgeStep.Answer)),
        () => NudgeRuleRules.HourIsOfADay.Ensure(IsHour(content.Hour) && IsHour(content.Second?.Hour)),
        () => NudgeRuleRules.ComparesOneThing.Ensure(content.Second is not { } second || (content.Step != NudgeStep.Nothing && second.DiffersOnceFrom(content))));

    private static bool IsHour(int? hour) => hour is null or (>= 0 and < 24);

    private static bool IsWhole(IReadOnlyDictionary<string, NudgeWording> texts, string language) =>
        texts.GetValueOrDefault(language) is { Subject.Length: > 0 and <= NudgeRuleContent.SubjectLength, Body.Length: > 0 };

    private static void EnsureKnown(IReadOnlyList<string> unknown) =>
        NudgeRuleRules.FieldsAreKnown.Ensure(unknown.Count == 0, string.Join(", ", unknown.Select(f => "{" + f + "}")), string.Join(", ", NudgeFields.All.Select(f => "{" + f + "}")));
}
