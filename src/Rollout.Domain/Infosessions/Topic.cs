using NodaTime;
using Rollout.Domain.Rules;

namespace Rollout.Domain.Infosessions;

/// <summary>What is told in an infosession. It has to be opened before people can sign up for one.</summary>
public sealed class Topic
{
    /// <summary>The most characters a title may have.</summary>
    public const int TitleLength = 120;

    /// <summary>The most characters a summary may have.</summary>
    public const int SummaryLength = 1000;

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

    /// <summary>How long its infosessions last by default, in minutes.</summary>
    public int Minutes { get; private set; }

    /// <summary>How many seats its infosessions have by default.</summary>
    public int Seats { get; private set; }

    /// <summary>The language its title and summary are in, and its infosessions by default: en, nl or fr.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Since when its infosessions can be published, once it is opened.</summary>
    public Instant? OpenedAt { get; private set; }

    public Instant CreatedAt { get; private init; }
    public int Version { get; private set; }

    public bool IsOpen => OpenedAt is not null;

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public static Topic Add(string title, string summary, int minutes, int seats, string language, Instant now)
    {
        var topic = new Topic { Id = TopicId.New(), CreatedAt = now };
        topic.Describe(title, summary, minutes, seats, language);
        return topic;
    }

    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public void Describe(string title, string summary, int minutes, int seats, string language)
    {
        InfosessionRules.TopicNeedsATitle.MustHold(title.Trim().Length is >= 1 and <= TitleLength, TitleLength);
        InfosessionRules.SummaryFits.MustHold(summary.Trim().Length <= SummaryLength, SummaryLength);
        InfosessionRules.LengthFits.MustHold(Infosession.IsLength(minutes));
        InfosessionRules.SeatsFit.MustHold(Infosession.IsSeats(seats));
        InfosessionRules.LanguageIsKnown.MustHold(TheRollout.KnownLanguages.Contains(language));
        (Title, Summary, Minutes, Seats, Language) = (title.Trim(), summary.Trim(), minutes, seats, language);
    }

    /// <summary>From now on its infosessions can be published.</summary>
    public void Open(Instant now) => OpenedAt ??= now;
}

public readonly record struct TopicId(Guid Value)
{
    public static TopicId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
