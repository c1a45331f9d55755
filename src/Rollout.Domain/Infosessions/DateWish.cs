using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>That none of a topic's dates suits someone, with the days or hours that would. It counts until they have a place in the topic, or take it back.</summary>
public sealed class DateWish
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 200;

    private DateWish()
    {
    }

    public TopicId Topic { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>What would suit; may be empty.</summary>
    public string Text { get; private set; } = "";

    public Instant At { get; private set; }

    public static DateWish Of(TopicId topic, PersonId person) => new() { Topic = topic, Person = person };

    /// <exception cref="BrokenRuleException">A <see cref="DateWishRules"/> rule is broken.</exception>
    public void Say(string text, Instant now)
    {
        var kept = text.Trim().ReplaceLineEndings("\n");
        DateWishRules.TextFits.Ensure(kept.Length <= TextLength, TextLength);
        (Text, At) = (kept, now);
    }
}

/// <summary>Rules about date wishes.</summary>
public static class DateWishRules
{
    public static readonly Rule TopicIsOpen = new("date-wish.topic-is-open");
    public static readonly Rule TextFits = new("date-wish.text-fits");
}
