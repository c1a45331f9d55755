using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>The values of a topic as entered.</summary>
public sealed record TopicDraft
{
    public TopicDraft(string title, string summary, int minutes, int seats, string language)
    {
        (Title, Summary, Minutes, Seats, Language) = (title.Trim(), summary.Trim(), minutes, seats, language);
        LanguageList = language;
    }

    public string Title { get; }
    public string Summary { get; }
    public int Minutes { get; }
    public int Seats { get; }
    public string Language { get; }

    /// <summary>The full content.</summary>
    public string Text
    {
        get;
        init => field = value.Trim().ReplaceLineEndings("\n");
    }

    = "";

    /// <summary>The languages it is given in, the language of its text first.</summary>
    public IReadOnlyList<string> Languages
    {
        get => LanguageList.Split(',');
        init => LanguageList = string.Join(',', value.Where(l => l != Language).Distinct().Order(StringComparer.Ordinal).Prepend(Language));
    }

    /// <summary>Title, summary and text in other languages than <see cref="Language"/>.</summary>
    public TopicTranslations Translations { get; init; } = TopicTranslations.None;

    public Audience Audience { get; init; } = Audience.Everyone;

    /// <summary>The warm-up question sent with the reminder.</summary>
    public WarmUp WarmUp { get; init; } = WarmUp.Default;

    internal string LanguageList { get; private init; }

    /// <exception cref="BrokenRuleException">A rule is broken.</exception>
    internal void Validate() => RuleSet.EnsureAll(
        () => InfosessionRules.TopicNeedsATitle.Ensure(Title.Length is >= 1 and <= Topic.TitleLength, Topic.TitleLength),
        () => InfosessionRules.SummaryFits.Ensure(Summary.Length <= Topic.SummaryLength, Topic.SummaryLength),
        () => TopicRules.TextFits.Ensure(Text.Length <= Topic.TextLength, Topic.TextLength),
        () => TopicRules.TranslationNeedsATitle.Ensure(Translations.All(t => t.Title.Length is >= 1 and <= Topic.TitleLength), Topic.TitleLength),
        () => TopicRules.TranslationFits.Ensure(Translations.All(t => t.Summary.Length <= Topic.SummaryLength && t.Text.Length <= Topic.TextLength), Topic.SummaryLength, Topic.TextLength),
        () => InfosessionRules.LengthFits.Ensure(SessionPlan.IsLength(Minutes)),
        () => InfosessionRules.SeatsFit.Ensure(SessionPlan.IsSeats(Seats)),
        () => TopicRules.WarmUpFits.Ensure(WarmUp.Fits, WarmUp.QuestionLength),
        () => InfosessionRules.LanguageIsKnown.Ensure(Languages.All(RolloutSettings.KnownLanguages.Contains)));
}
