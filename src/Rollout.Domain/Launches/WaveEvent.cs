using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>An entry in a wave's log, never deleted: what was done, by whom, when, and what they wrote.</summary>
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

    /// <summary>The branch it is about; null for the whole wave.</summary>
    public BranchId? Branch { get; private init; }

    public string Words { get; private init; } = "";

    /// <summary>Null when it happened automatically.</summary>
    public PersonId? By { get; private init; }

    public Instant At { get; private init; }
}

/// <summary>The kinds of event.</summary>
public enum WaveEventKind
{
    Moved,
    Started,
    Held,

    /// <summary>The late window passed while the server was down.</summary>
    HeldLate,
    Lifted,
    TakenBack,
    LeftOut,
    PutBack,

    /// <summary>Someone answered a branch's problem.</summary>
    TroubleAnswered,

    /// <summary>The lead changed the terms; the text is <see cref="TermChange.Serialize"/>.</summary>
    TermsChanged,

    /// <summary>Renamed; the text is the previous name.</summary>
    Renamed,
}

public readonly record struct WaveEventId(Guid Value)
{
    public static WaveEventId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
