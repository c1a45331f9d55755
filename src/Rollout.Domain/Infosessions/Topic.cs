using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>What is told in an infosession, for whom, and in which languages. It has to be opened before people can sign up for one.</summary>
public sealed class Topic
{
    /// <summary>The most characters a title may have.</summary>
    public const int TitleLength = 120;

    /// <summary>The most characters a summary may have.</summary>
    public const int SummaryLength = 1000;

    /// <summary>The most characters the running text may have.</summary>
    public const int TextLength = 8000;

    /// <summary>How long an infosession lasts unless someone says otherwise, in minutes.</summary>
    public const int DefaultMinutes = 120;

    /// <summary>How many seats an infosession has unless someone says otherwise.</summary>
    public const int DefaultSeats = 14;

    private Topic()
    {
    }

    public TopicId Id { get; private init; }

    public string Title { get; private set; } = "";

    /// <summary>What people take home from it, in a few sentences.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>What is told, from beginning to end.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Which version of the content this is, from 1. Those before it are kept as <see cref="TopicContent"/>.</summary>
    public int Content { get; private set; } = 1;

    /// <summary>Since when this version is told.</summary>
    public Instant ContentSince { get; private set; }

    /// <summary>How long its infosessions last by default, in minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>How many seats its infosessions have by default.</summary>
    public int Seats { get; private set; }

    /// <summary>The language its words are in, and its infosessions by default: en, nl or fr.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The languages its infosessions are given in, comma separated.</summary>
    public string LanguageList { get; private set; } = "en";

    /// <summary>Whom it is meant for. It guides and never closes: whoever wants to come is welcome.</summary>
    public Audience Audience { get; private set; } = Audience.Everyone;

    /// <summary>What people are asked with the reminder.</summary>
    public WarmUp WarmUp { get; private set; } = WarmUp.Default;

    /// <summary>Since when its infosessions can be published, once it is opened.</summary>
    public Instant? OpenedAt { get; private set; }

    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; }

    public bool IsOpen => OpenedAt is not null;

    public IReadOnlyList<string> Languages => LanguageList.Split(',');

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule refuses.</exception>
    public static Topic Add(TopicDraft draft, Instant now)
    {
        var topic = new Topic { Id = TopicId.New(), CreatedAt = now, ContentSince = now };
        topic.Describe(draft, wasTold: false, now);
        return topic;
    }

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule refuses.</exception>
    public static Topic Add(string title, string summary, int minutes, int seats, string language, Instant now) =>
        Add(new TopicDraft(title, summary, minutes, seats, language), now);

    /// <summary>Says it in other words, or for other people. Content that is open or was told keeps its own version, and the new words are the next.</summary>
    /// <param name="draft">How it is to be.</param>
    /// <param name="wasTold">Whether an infosession began with the content as it is.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The version that is kept, when the content is another now.</returns>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> or <see cref="TopicRules"/> rule refuses.</exception>
    public TopicContent? Describe(TopicDraft draft, bool wasTold, Instant now)
    {
        draft.Validate();
        var changes = (Title, Summary, Text, Language) != (draft.Title, draft.Summary, draft.Text, draft.Language);
        var kept = changes && (IsOpen || wasTold) ? TopicContent.Of(this, now) : null;
        (Title, Summary, Text, Language) = (draft.Title, draft.Summary, draft.Text, draft.Language);
        (Minutes, Seats, LanguageList, Audience, WarmUp) = (draft.Minutes, draft.Seats, draft.LanguageList, draft.Audience, draft.WarmUp);
        if (kept is not null)
        {
            (Content, ContentSince) = (Content + 1, now);
        }

        return kept;
    }

    /// <summary>From now on its infosessions can be published.</summary>
    /// <param name="findings">Everything that was found in its dry-runs.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="BrokenRuleException">A finding is still open, neither settled nor waived.</exception>
    public void Open(IReadOnlyCollection<Finding> findings, Instant now)
    {
        if (!IsOpen)
        {
            var open = findings.Count(f => f.State == FindingState.Open);
            TopicRules.FindingsAreSettled.Ensure(open == 0, open);
            OpenedAt = now;
        }
    }

    /// <summary>Whether someone may read it and download its material: everyone once it is open, else who prepares it and the key users of its dry-runs.</summary>
    public static bool IsReadBy(bool isOpen, bool isKeyUser, CurrentUser actor) => isOpen || isKeyUser || actor.IsLead || actor.IsFacilitator;
}

public readonly record struct TopicId(Guid Value)
{
    public static TopicId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
