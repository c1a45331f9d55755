using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// The seats of one infosession while its row is held, so that nobody else changes them: gives them out, and after them the numbers of the
/// waiting list.
/// </summary>
/// <param name="Infosession">Which one.</param>
/// <param name="Version">Its version: what is told of it changes with it.</param>
/// <param name="State">Whether people can sign up.</param>
/// <param name="StartsAt">Until when they can.</param>
/// <param name="Seats">How many there are.</param>
/// <param name="Taken">How many were taken when it was read.</param>
/// <param name="Offered">How many are held for someone who waited.</param>
/// <param name="Waiting">How many waited when it was read.</param>
/// <param name="LastNumber">The last number drawn when it was read.</param>
public sealed record SeatAllocator(InfosessionId Infosession, int Version, InfosessionState State, Instant StartsAt, int Seats, int Taken, int Offered, int Waiting, int LastNumber)
{
    /// <summary>How many seats were given out since it was read.</summary>
    public int SeatsGiven { get; private set; }

    /// <summary>How many numbers were drawn since it was read.</summary>
    public int NumbersDrawn { get; private set; }

    /// <summary>How many wait by now.</summary>
    public int WaitingNow => Waiting + NumbersDrawn;

    /// <summary>Gives out a seat that is free for anyone, never one that belongs to somebody who waits; else the next number of the waiting list.</summary>
    /// <returns>The number, or null for a seat.</returns>
    /// <exception cref="BrokenRuleException">It is not published, or has started.</exception>
    public int? SeatOrNumber(Instant now)
    {
        Infosessions.Infosession.SignUpObstacle(State, StartsAt, now)?.Ensure(false);
        if (Infosessions.Infosession.FreeSeats(Seats, Taken + SeatsGiven, Offered, WaitingNow) > 0)
        {
            SeatsGiven++;
            return null;
        }

        NumbersDrawn++;
        return LastNumber + NumbersDrawn;
    }
}
