using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>That none of a topic's dates suits someone, with the days or hours that would. It counts until they have a place in the topic, or take it back.</summary>
public sealed class DateRequest
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 200;

    private DateRequest()
    {
    }

    public TopicId Topic { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>What would suit; may be empty.</summary>
    public string Text { get; private set; } = "";

    public Instant At { get; private set; }

    public static DateRequest Of(TopicId topic, PersonId person) => new() { Topic = topic, Person = person };

    /// <exception cref="BrokenRuleException">A <see cref="DateRequestRules"/> rule is broken.</exception>
    public void Say(string text, Instant now)
    {
        var kept = text.Trim().ReplaceLineEndings("\n");
        DateRequestRules.TextFits.Ensure(kept.Length <= TextLength, TextLength);
        (Text, At) = (kept, now);
    }
}

/// <summary>Rules about date requestes.</summary>
public static class DateRequestRules
{
    public static readonly Rule TopicIsOpen = new("date-request.topic-is-open");
    public static readonly Rule TextFits = new("date-request.text-fits");
}
