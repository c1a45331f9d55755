namespace Rollout.Domain.Infosessions;

/// <summary>How many seats an infosession has, and how many people have, hold or wait for one.</summary>
/// <param name="Offered">Held for people from the waiting list until they answer, or for someone who is typing a code.</param>
public readonly record struct SeatCounts(int Seats, int Taken, int Offered, int Waiting)
{
    /// <summary>The seats anyone can take: none while someone waits, because a seat that becomes free belongs to them.</summary>
    public int Free => Waiting > 0 ? 0 : Math.Max(0, Seats - Taken - Offered);

    /// <summary>How many of the free seats can move to another infosession. One seat always stays.</summary>
    public int Transferable => Waiting > 0 ? 0 : Seats - Math.Max(1, Taken + Offered);
}
