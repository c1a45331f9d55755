using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>An ambassador's story on everyone's start page: asked for by the lead, told and given by the ambassador in their own words, and taken back whenever they want.</summary>
public sealed class Spotlight
{
    /// <summary>The most characters a story may have.</summary>
    public const int StoryLength = 600;

    private Spotlight()
    {
    }

    public SpotlightId Id { get; private init; }

    /// <summary>Whose story. Unique: a person has one.</summary>
    public PersonId Person { get; private init; }

    /// <summary>The lead who asked.</summary>
    public PersonId AskedBy { get; private init; }

    public SpotlightState State { get; private set; }
    public string Story { get; private set; } = "";

    /// <summary>Since when the state is what it is.</summary>
    public Instant At { get; private set; }

    public int Version { get; private set; }

    public static Spotlight Ask(PersonId person, PersonId by, Instant now) => new() { Id = SpotlightId.New(), Person = person, AskedBy = by, State = SpotlightState.Asked, At = now };

    /// <summary>The ambassador tells it, and lets everyone read it. Telling it again replaces it.</summary>
    public void Give(string story, Instant now)
    {
        SpotlightRules.SaysSomething.Ensure(story.Trim().Length is >= 1 and <= StoryLength);
        (State, Story, At) = (SpotlightState.Given, story.Trim(), now);
    }

    /// <summary>From now on nobody sees it, and the words are gone. It is also the answer of who would rather not.</summary>
    public void TakeBack(Instant now) => (State, Story, At) = (SpotlightState.TakenBack, "", now);
}

/// <summary>Whether someone's story may be shown.</summary>
public enum SpotlightState
{
    Asked,
    Given,
    TakenBack,
}

/// <summary>What can be refused about a story.</summary>
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
