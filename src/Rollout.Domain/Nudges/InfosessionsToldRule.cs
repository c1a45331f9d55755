using System.Globalization;
using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>Announces the infosessions someone can choose from, once after the lead announced them to their branch, unless they came to one or have a seat.</summary>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="ToldAt">When the lead announced them to the branch.</param>
/// <param name="HasSeatOrCame">Whether they attended an infosession, have a seat in an upcoming one or wait for one.</param>
/// <param name="SeatsToPick">Whether an upcoming infosession has a free seat.</param>
public sealed record InfosessionsToldRule(PersonId Person, WorkingHours Hours, BranchId Branch, Instant ToldAt, bool HasSeatOrCame, bool SeatsToPick)
{
    public const string Rule = "infosessions-told";

    /// <summary>For how long after the announcement people are still mailed.</summary>
    public static readonly Duration Lasts = Duration.FromDays(7);

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var (due, ends) = (Hours.Next(now), ToldAt + Lasts);
        return HasSeatOrCame || !SeatsToPick || due < ToldAt || due >= ends
            ? null
            : new PlannedNudge(Rule, Person, string.Create(CultureInfo.InvariantCulture, $"{Branch.Value:N}-{ToldAt.ToUnixTimeSeconds()}"), due, ends, Branch.Value);
    }
}
