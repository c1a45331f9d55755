using NodaTime;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// A seat held for the minutes in which someone types the code that was mailed to the address they gave. <see cref="Infosession.Offered"/> counts it.
/// It is held for known and unknown addresses alike, so that the number of seats left does not reveal who works here.
/// </summary>
public sealed class SeatHold
{
    /// <summary>How many seats of one infosession are held for one network at a time, so that nobody can empty it by typing addresses.</summary>
    public const int MostFromOneNetwork = 5;

    private SeatHold()
    {
    }

    /// <summary>Random: anyone who knows it may take the seat.</summary>
    public SeatHoldId Id { get; private init; }

    public InfosessionId Infosession { get; private init; }

    /// <summary>The address, hashed: what strangers type is not stored.</summary>
    public string HeldFor { get; private init; } = "";

    /// <summary>The network of the browser that asked.</summary>
    public string HeldFrom { get; private init; } = "";

    public Instant EndsAt { get; private init; }

    public static SeatHold Keep(SeatHoldId id, InfosessionId infosession, string heldFor, string heldFrom, Instant endsAt) =>
        new() { Id = id, Infosession = infosession, HeldFor = heldFor, HeldFrom = heldFrom, EndsAt = endsAt };
}

public readonly record struct SeatHoldId(Guid Value)
{
    public static SeatHoldId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
