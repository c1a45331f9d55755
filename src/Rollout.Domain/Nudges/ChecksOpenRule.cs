using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Reminds the owner of readiness checks when one is due within two working days, and once more when one is overdue: a single nudge for all their checks in a
/// wave.
/// </summary>
/// <param name="Person">The owner.</param>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="MomentAt">The wave's go-live moment.</param>
/// <param name="FirstDue">The earliest due date of their open checks.</param>
public sealed record ChecksOpenRule(PersonId Person, WorkingHours Hours, WaveId Wave, Instant MomentAt, LocalDate FirstDue)
{
    public const string Rule = "checks-open";

    private const int DaysBefore = 2;

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        var today = Hours.DateOf(due);
        if (due >= MomentAt || Hours.WorkingDaysAfter(today, DaysBefore) < FirstDue)
        {
            return null;
        }

        var late = today > FirstDue;
        var useless = late ? MomentAt : Instant.Min(MomentAt, Hours.ClosingOn(FirstDue));
        return new PlannedNudge(Rule, Person, $"{Wave.Value:N}:{FirstDue:uuuu-MM-dd}:{(late ? 2 : 1)}", due, useless, Wave.Value);
    }
}
