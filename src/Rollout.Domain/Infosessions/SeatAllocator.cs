namespace Rollout.Domain.Infosessions;

/// <summary>
/// Allocates the seats of one infosession, and when they are gone the numbers of its waiting list. The infosession's row must stay locked while this is used,
/// so that nobody else changes the counts.
/// </summary>
/// <param name="Version">The row version, to recognise cached facts that are out of date.</param>
/// <param name="Taken">Taken when the row was read.</param>
/// <param name="Offered">On offer to people from the waiting list.</param>
/// <param name="Waiting">Waiting when the row was read.</param>
/// <param name="LastNumber">Last number drawn when the row was read.</param>
public sealed record SeatAllocator(InfosessionId Infosession, int Version, int Seats, int Taken, int Offered, int Waiting, int LastNumber)
{
    /// <summary>Seats allocated since the row was read.</summary>
    public int SeatsGiven { get; private set; }

    /// <summary>Numbers drawn since the row was read.</summary>
    public int NumbersDrawn { get; private set; }

    /// <summary>How many people wait now.</summary>
    public int WaitingNow => Waiting + NumbersDrawn;

    /// <summary>Allocates a free seat, or otherwise draws the next number of the waiting list. While someone waits, free seats belong to them.</summary>
    /// <returns>The number drawn; null when a seat was allocated.</returns>
    public int? SeatOrNumber()
    {
        if (Infosessions.Infosession.FreeSeats(Seats, Taken + SeatsGiven, Offered, WaitingNow) > 0)
        {
            SeatsGiven++;
            return null;
        }

        NumbersDrawn++;
        return LastNumber + NumbersDrawn;
    }
}
