using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Infosessions;

/// <summary>Decides who gets the seats that become free: first come, first served.</summary>
public static class WaitingList
{
    /// <param name="waiting">The people waiting, in order, with the working hours of their branch; at least as many as there are free seats.</param>
    /// <param name="free">Seats that are neither taken nor offered.</param>
    /// <param name="offerHours">How many working hours an offer lasts.</param>
    public static OfferPlan<TWaiter> Next<TWaiter>(IReadOnlyList<(TWaiter Who, WorkingHours Hours)> waiting, int free, Instant startsAt, int offerHours, Instant now)
    {
        var offers = new List<(TWaiter Who, Instant Until)>();
        foreach (var (who, hours) in waiting.Take(free))
        {
            var until = hours.After(now, Duration.FromHours(offerHours));
            if (until > startsAt)
            {
                // Too late to wait for an answer: anyone still waiting may take what is left.
                return new OfferPlan<TWaiter>(offers, CallTheRest: true);
            }

            offers.Add((who, until));
        }

        return new OfferPlan<TWaiter>(offers, CallTheRest: false);
    }
}

/// <summary>What happens to seats that became free.</summary>
/// <param name="Offers">Who is offered a seat, and until when.</param>
/// <param name="CallTheRest">True when an offer could not last its hours before the start: the remaining seats go to the first of those waiting who takes one.</param>
public sealed record OfferPlan<TWaiter>(IReadOnlyList<(TWaiter Who, Instant Until)> Offers, bool CallTheRest);
