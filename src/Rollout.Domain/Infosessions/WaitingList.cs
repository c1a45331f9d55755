using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Infosessions;

/// <summary>Whose turn it is when seats come free. First come, first served.</summary>
public static class WaitingList
{
    /// <param name="waiting">Those who wait and the hours of the branch where each works, the first first; at least as many as there are seats free.</param>
    /// <param name="free">How many seats are neither taken nor offered.</param>
    /// <param name="startsAt">When the infosession starts.</param>
    /// <param name="offerHours">How many working hours an offer lives.</param>
    /// <param name="now">The moment.</param>
    public static OfferPlan<TWaiter> Next<TWaiter>(IReadOnlyList<(TWaiter Who, WorkingHours Hours)> waiting, int free, Instant startsAt, int offerHours, Instant now)
    {
        var offers = new List<(TWaiter Who, Instant Until)>();
        foreach (var (who, hours) in waiting.Take(free))
        {
            var until = hours.After(now, Duration.FromHours(offerHours));
            if (until > startsAt)
            {
                // Too late to wait for an answer: whoever still waits may take what is left.
                return new OfferPlan<TWaiter>(offers, CallTheRest: true);
            }

            offers.Add((who, until));
        }

        return new OfferPlan<TWaiter>(offers, CallTheRest: false);
    }
}

/// <summary>What becomes of seats that came free.</summary>
/// <param name="Offers">To whom one is offered, and until when.</param>
/// <param name="CallTheRest">An offer could not live its hours before the start: the seats left go to whoever of those waiting takes them first.</param>
public sealed record OfferPlan<TWaiter>(IReadOnlyList<(TWaiter Who, Instant Until)> Offers, bool CallTheRest);
