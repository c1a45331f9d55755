using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>An ambassador's story on everyone's start page: requested by the lead, written and published by the ambassador, who can take it back at any time.</summary>
public sealed class Spotlight
{
    /// <summary>The most characters a story may have.</summary>
    public const int StoryLength = 600;

    private Spotlight()
    {
    }

    public SpotlightId Id { get; private init; }

    /// <summary>The person whose story it is. Unique.</summary>
    public PersonId Person { get; private init; }

    /// <summary>The lead who asked.</summary>
    public PersonId AskedBy { get; private init; }

    public SpotlightState State { get; private set; }
    public string Story { get; private set; } = "";

    /// <summary>When the current state was entered.</summary>
    public Instant At { get; private set; }

    public int Version { get; private set; }

    public static Spotlight Ask(PersonId person, PersonId by, Instant now) => new() { Id = SpotlightId.New(), Person = person, AskedBy = by, State = SpotlightState.Asked, At = now };

    /// <summary>The ambassador publishes the story. Publishing again replaces it.</summary>
    public void Give(string story, Instant now)
    {
        SpotlightRules.SaysSomething.Ensure(story.Trim().Length is >= 1 and <= StoryLength);
        (State, Story, At) = (SpotlightState.Given, story.Trim(), now);
    }

    /// <summary>Hides the story and deletes its text. Also used to decline the request.</summary>
    public void TakeBack(Instant now) => (State, Story, At) = (SpotlightState.TakenBack, "", now);
}

/// <summary>Whether a story may be shown.</summary>
public enum SpotlightState
{
    Asked,
    Given,
    TakenBack,
}

/// <summary>Rules about a story.</summary>
public static class SpotlightRules
{
    public static readonly Rule SaysSomething = new("spotlight.says-something");
    public static readonly Rule AskedOnce = new("spotlight.asked-once");
}

public readonly record struct SpotlightId(Guid Value)
{
    public static SpotlightId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
