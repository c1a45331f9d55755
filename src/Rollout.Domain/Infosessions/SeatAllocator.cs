namespace Rollout.Domain.Infosessions;

/// <summary>
/// Counts the seats of one infosession, and when they are gone the numbers of its waiting list, through several changes. The infosession's row must stay locked
/// while this is used, so that nobody else changes the counts.
/// </summary>
/// <param name="Version">The row version, to recognise cached facts that are out of date.</param>
/// <param name="Taken">Taken when the row was read.</param>
/// <param name="Offered">Held when the row was read: on offer to people from the waiting list, or for someone who is typing a code.</param>
/// <param name="Waiting">Waiting when the row was read.</param>
/// <param name="LastNumber">Last number drawn when the row was read.</param>
public sealed record SeatAllocator(InfosessionId Infosession, int Version, int Seats, int Taken, int Offered, int Waiting, int LastNumber)
{
    /// <summary>How many seats are taken now.</summary>
    public int TakenNow { get; private set; } = Taken;

    /// <summary>How many seats are held now.</summary>
    public int OfferedNow { get; private set; } = Offered;

    /// <summary>How many people wait now.</summary>
    public int WaitingNow { get; private set; } = Waiting;

    /// <summary>Numbers drawn since the row was read.</summary>
    public int NumbersDrawn { get; private set; }

    /// <summary>Whether anything differs from the row as it was read.</summary>
    public bool HasChanged => (TakenNow, OfferedNow, WaitingNow, NumbersDrawn) != (Taken, Offered, Waiting, 0);

    /// <summary>Allocates a free seat, or otherwise draws the next number of the waiting list. While someone waits, free seats belong to them.</summary>
    /// <param name="held">Whether a seat is held for this person.</param>
    /// <returns>The number drawn; null when a seat was allocated.</returns>
    public int? SeatOrNumber(bool held = false)
    {
        if (held || new SeatCounts(Seats, TakenNow, OfferedNow, WaitingNow).Free > 0)
        {
            OfferedNow -= held ? 1 : 0;
            TakenNow++;
            return null;
        }

        WaitingNow++;
        NumbersDrawn++;
        return LastNumber + NumbersDrawn;
    }

    /// <summary>Takes the seat that was offered to someone; false when none is.</summary>
    public bool TryTakeOffered()
    {
        if (OfferedNow == 0)
        {
            return false;
        }

        (TakenNow, OfferedNow) = (TakenNow + 1, OfferedNow - 1);
        return true;
    }

    /// <summary>Takes a seat that everyone waiting was called for; false when others were faster.</summary>
    public bool TryTakeCalled()
    {
        if (WaitingNow == 0 || TakenNow + OfferedNow >= Seats)
        {
            return false;
        }

        (TakenNow, WaitingNow) = (TakenNow + 1, WaitingNow - 1);
        return true;
    }

    /// <summary>Takes back what someone had.</summary>
    public void GiveBack(RegistrationState had) => _ = had switch
    {
        RegistrationState.Registered => TakenNow--,
        RegistrationState.Offered => OfferedNow--,
        RegistrationState.Waiting => WaitingNow--,
        _ => throw new InvalidOperationException($"Who is {had} has nothing to give back."),
    };
}
