using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>Something that was done to a wave, kept for ever: who, when, and what they said.</summary>
public sealed class WaveEvent
{
    private WaveEvent()
    {
    }

    public WaveEvent(WaveId wave, WaveEventKind kind, BranchId? branch, string words, PersonId? by, Instant at) =>
        (Id, Wave, Kind, Branch, Words, By, At) = (WaveEventId.New(), wave, kind, branch, words.Trim(), by, at);

    public WaveEventId Id { get; private init; }
    public WaveId Wave { get; private init; }
    public WaveEventKind Kind { get; private init; }

    /// <summary>The branch it is about; null for the wave as a whole.</summary>
    public BranchId? Branch { get; private init; }

    public string Words { get; private init; } = "";

    /// <summary>Null when nobody did it: it happened by itself.</summary>
    public PersonId? By { get; private init; }

    public Instant At { get; private init; }
}

/// <summary>What was done.</summary>
public enum WaveEventKind
{
    Moved,
    Started,
    Held,

    /// <summary>The moment passed while the server was down, and the window with it.</summary>
    HeldLate,
    Lifted,
    TakenBack,
    LeftOut,
    PutBack,

    /// <summary>Someone took a branch's trouble upon them, with an answer.</summary>
    TroubleAnswered,

    /// <summary>The lead changed the terms; the words are <see cref="TermChange.Serialize"/>.</summary>
    TermsChanged,

    /// <summary>The words are the name it had.</summary>
    Renamed,
}

public readonly record struct WaveEventId(Guid Value)
{
    public static WaveEventId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
