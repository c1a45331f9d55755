namespace Rollout.Domain.Infosessions;

/// <summary>
/// Allocates the seats of one infosession, and when they are gone the numbers of its waiting list. The infosession's row must stay locked while this is used,
/// so that nobody else changes the counts.
/// </summary>
/// <param name="Version">The row version, to recognise cached facts that are out of date.</param>
/// <param name="Taken">Taken when the row was read.</param>
/// <param name="Offered">Held when the row was read: on offer to people from the waiting list, or for someone who is typing a code.</param>
/// <param name="Waiting">Waiting when the row was read.</param>
/// <param name="LastNumber">Last number drawn when the row was read.</param>
public sealed record SeatAllocator(InfosessionId Infosession, int Version, int Seats, int Taken, int Offered, int Waiting, int LastNumber)
{
    /// <summary>Seats allocated since the row was read.</summary>
    public int SeatsGiven { get; private set; }

    /// <summary>How many of those seats had been held for the person who took them.</summary>
    public int HoldsUsed { get; private set; }

    /// <summary>Numbers drawn since the row was read.</summary>
    public int NumbersDrawn { get; private set; }

    /// <summary>How many people wait now.</summary>
    public int WaitingNow => Waiting + NumbersDrawn;

    /// <summary>Allocates a free seat, or otherwise draws the next number of the waiting list. While someone waits, free seats belong to them.</summary>
    /// <param name="held">Whether a seat is held for this person.</param>
    /// <returns>The number drawn; null when a seat was allocated.</returns>
    public int? SeatOrNumber(bool held = false)
    {
        if (held || Infosessions.Infosession.FreeSeats(Seats, Taken + SeatsGiven, Offered - HoldsUsed, WaitingNow) > 0)
        {
            HoldsUsed += held ? 1 : 0;
            SeatsGiven++;
            return null;
        }

        NumbersDrawn++;
        return LastNumber + NumbersDrawn;
    }
}
