using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>The subject of infosessions: content, audience and languages. It must be opened before people can sign up for its infosessions.</summary>
public sealed class Topic
{
    /// <summary>The most characters a title may have.</summary>
    public const int TitleLength = 120;

    /// <summary>The most characters a summary may have.</summary>
    public const int SummaryLength = 1000;

    /// <summary>The maximum length of the full text.</summary>
    public const int TextLength = 8000;

    /// <summary>The default length of an infosession, in minutes.</summary>
    public const int DefaultMinutes = 120;

    /// <summary>The default number of seats.</summary>
    public const int DefaultSeats = 14;

    private Topic()
    {
    }

    public TopicId Id { get; private init; }

    public string Title { get; private set; } = "";

    /// <summary>What people take away from it, in a few sentences.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>The full content.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Title, summary and text in more languages.</summary>
    public TopicTranslations Translations { get; private set; } = TopicTranslations.None;

    /// <summary>The version of the content, from 1. Earlier versions are kept as <see cref="TopicContent"/>.</summary>
    public int Content { get; private set; } = 1;

    /// <summary>When this version came into force.</summary>
    public Instant ContentSince { get; private set; }

    /// <summary>The default length of its infosessions, in minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>The default number of seats of its infosessions.</summary>
    public int Seats { get; private set; }

    /// <summary>The language its text is written in, and the default for its infosessions: en, nl or fr.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The languages its infosessions can be given in, comma separated.</summary>
    public string LanguageList { get; private set; } = "en";

    /// <summary>The target audience. It guides but never excludes: anyone may come.</summary>
    public Audience Audience { get; private set; } = Audience.Everyone;

    /// <summary>The warm-up question sent with the reminder.</summary>
    public WarmUp WarmUp { get; private set; } = WarmUp.Default;

    /// <summary>When the topic was opened; from then on its infosessions can be published.</summary>
    public Instant? OpenedAt { get; private set; }

    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; }

    public bool IsOpen => OpenedAt is not null;

    public IReadOnlyList<string> Languages => LanguageList.Split(',');

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    public static Topic Add(TopicDraft draft, Instant now)
    {
        var topic = new Topic { Id = TopicId.New(), CreatedAt = now, ContentSince = now };
        topic.Describe(draft, wasTold: false, now);
        return topic;
    }

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    public static Topic Add(string title, string summary, int minutes, int seats, string language, Instant now) =>
        Add(new TopicDraft(title, summary, minutes, seats, language), now);

    /// <summary>Changes the topic. If its content is open or has been presented, that version is kept and the new text becomes the next version.</summary>
    /// <param name="wasTold">Whether an infosession has started with the current content.</param>
    /// <returns>The version that was kept, if the content changed.</returns>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule is broken.</exception>
    public TopicContent? Describe(TopicDraft draft, bool wasTold, Instant now)
    {
        draft.Validate();
        var changes = (Title, Summary, Text, Language, Translations) != (draft.Title, draft.Summary, draft.Text, draft.Language, draft.Translations);
        var kept = changes && (IsOpen || wasTold) ? TopicContent.Of(this, now) : null;
        (Title, Summary, Text, Language, Translations) = (draft.Title, draft.Summary, draft.Text, draft.Language, draft.Translations);
        (Minutes, Seats, LanguageList, Audience, WarmUp) = (draft.Minutes, draft.Seats, draft.LanguageList, draft.Audience, draft.WarmUp);
        if (kept is not null)
        {
            (Content, ContentSince) = (Content + 1, now);
        }

        return kept;
    }

    /// <summary>Opens the topic, so that its infosessions can be published.</summary>
    /// <param name="findings">All findings from its dry-runs.</param>
    /// <exception cref="BrokenRuleException">A finding is neither settled nor waived.</exception>
    public void Open(IReadOnlyCollection<Finding> findings, Instant now)
    {
        if (!IsOpen)
        {
            var open = findings.Count(f => f.State == FindingState.Open);
            TopicRules.FindingsAreSettled.Ensure(open == 0, open);
            OpenedAt = now;
        }
    }

    /// <summary>
    /// Whether someone may read the topic and download its material: everyone once it is open, before that the lead, facilitators and the key users of its
    /// dry-runs.
    /// </summary>
    public static bool IsReadBy(bool isOpen, bool isKeyUser, CurrentUser actor) => isOpen || isKeyUser || actor.IsLead || actor.IsFacilitator;
}

public readonly record struct TopicId(Guid Value)
{
    public static TopicId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
