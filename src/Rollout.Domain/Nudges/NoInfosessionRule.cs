using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Asks someone who has not attended an infosession and has no seat in an upcoming one to pick one, once, in the two weeks before their branch goes live.
/// </summary>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="Launch">The launch of their branch.</param>
/// <param name="HasSeatOrCame">Whether they attended an infosession or have a seat in an upcoming one.</param>
/// <param name="SeatsToPick">Whether an upcoming infosession has a free seat.</param>
public sealed record NoInfosessionRule(PersonId Person, WorkingHours Hours, LaunchId Launch, Instant GoLive, bool HasSeatOrCame, bool SeatsToPick)
{
    public const string Rule = "no-infosession";

    /// <summary>How many days before the go-live it can first be sent, on the branch's calendar.</summary>
    public const int DaysBefore = 14;

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
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
