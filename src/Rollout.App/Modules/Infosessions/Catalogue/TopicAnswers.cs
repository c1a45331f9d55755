using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>What the lead typed for a topic, read back step by step.</summary>
internal static class TopicAnswers
{
    public static readonly IReadOnlyList<string> WordsFields = [nameof(TopicInput.Title), nameof(TopicInput.Summary), nameof(TopicInput.Text), nameof(TopicInput.Language)];
    public static readonly IReadOnlyList<string> LanguageFields = [nameof(TopicInput.Translations), nameof(TopicInput.Languages)];
    public static readonly IReadOnlyList<string> AudienceFields = [nameof(TopicInput.WorkTypes), nameof(TopicInput.Branches)];

    public static readonly IReadOnlyList<string> SessionFields =
        [nameof(TopicInput.Minutes), nameof(TopicInput.Seats), nameof(TopicInput.WarmUpEn), nameof(TopicInput.WarmUpNl), nameof(TopicInput.WarmUpFr)];

    public static IEnumerable<StepAnswer> OfWords(TopicInput typed, Localizer words) =>
    [
        new(words["topic.title"], typed.Title, typed.Language),
        new(words["topic.summary"], typed.Summary, typed.Language),
        new(words["topic.text"], typed.Text, typed.Language),
        (words["topic.language"], typed.Language is { } language ? words.LanguageName(language) : null),
    ];

    public static IEnumerable<StepAnswer> OfLanguages(TopicInput typed, Localizer words) =>
    [
        .. (typed.Translations ?? []).Where(t => !string.IsNullOrWhiteSpace(t.Value.Title)).Select(t => new StepAnswer(words.LanguageName(t.Key), t.Value.Title, t.Key)),
        (words["topic.languages"], string.Join(", ", (typed.Languages ?? []).Select(words.LanguageName))),
    ];

    public static IEnumerable<StepAnswer> OfAudience(TopicInput typed, IReadOnlyList<(BranchId Id, string Name)> branches, Localizer words) =>
    [
        (words["topic.work-types"], typed.WorkTypes is { Count: > 0 } types ? string.Join(", ", types.Select(words.WorkTypeName)) : words["topic.meant-for-all"]),
        (words["topic.branches"], typed.Branches is { Count: > 0 } ticked ? string.Join(", ", branches.Where(b => ticked.Contains(b.Id.Value)).Select(b => b.Name)) : words["topic.meant-for-all"]),
    ];

    public static IEnumerable<StepAnswer> OfSessions(TopicInput typed, Localizer words) =>
    [
        (words["plan.minutes"], typed.Minutes),
        (words["infosession.seats"], typed.Seats),
        (words["topic.warm-up"], new[] { typed.WarmUpEn, typed.WarmUpNl, typed.WarmUpFr }.FirstOrDefault(q => !string.IsNullOrWhiteSpace(q)) ?? words["warm-up.question"]),
    ];
}
