using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// A person who has not come to any infosession, nor has a seat in a coming one, is asked once to pick one, in the two weeks before their
/// branch goes live.
/// </summary>
/// <param name="Person">The person.</param>
/// <param name="Hours">Of their branch.</param>
/// <param name="Launch">Their branch's launch.</param>
/// <param name="GoLive">The go-live moment.</param>
/// <param name="HasSeatOrCame">Whether they came to an infosession, or have a seat in one to come.</param>
/// <param name="SeatsToPick">Whether there is an infosession with a free seat.</param>
public sealed record NoInfosessionRule(PersonId Person, WorkingHours Hours, LaunchId Launch, Instant GoLive, bool HasSeatOrCame, bool SeatsToPick)
{
    public const string Rule = "no-infosession";

    /// <summary>How many days before the go-live it begins, on the branch's calendar.</summary>
    public const int DaysBefore = 14;

    /// <summary>What is to be asked, as seen from <paramref name="now"/>; null when there is nothing to ask.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        var begins = Hours.OpeningOn(Hours.DateOf(GoLive).PlusDays(-DaysBefore));
        if (HasSeatOrCame || !SeatsToPick || due < begins || due >= GoLive)
        {
            return null;
        }

        var useless = Instant.Min(GoLive, Hours.ClosingOn(Hours.WorkingDaysAfter(Hours.DateOf(due), 2)));
        return new PlannedNudge(Rule, Person, Launch.Value.ToString("N"), due, useless, Launch.Value);
    }
}
