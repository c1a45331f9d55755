using NodaTime;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// A topic's content before a change. An infosession belongs to the version in force when it started, so that what people heard can always be read again.
/// </summary>
public sealed class TopicContent
{
    private TopicContent()
    {
    }

    public TopicId Topic { get; private init; }

    /// <summary>From 1.</summary>
    public int Number { get; private init; }

    public string Title { get; private init; } = "";
    public string Summary { get; private init; } = "";
    public string Text { get; private init; } = "";
    public string Language { get; private init; } = "en";
    public TopicTranslations Translations { get; private init; } = TopicTranslations.None;
    public Instant Since { get; private init; }
    public Instant Until { get; private init; }

    internal static TopicContent Of(Topic topic, Instant until) => new()
    {
        Topic = topic.Id,
        Number = topic.Content,
        Title = topic.Title,
        Summary = topic.Summary,
        Text = topic.Text,
        Language = topic.Language,
        Translations = topic.Translations,
        Since = topic.ContentSince,
        Until = until,
    };
}
