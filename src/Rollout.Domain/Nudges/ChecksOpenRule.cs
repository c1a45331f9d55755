using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Who answers for a readiness check is reminded when it is due within two working days, and once more when it is late: one nudge for all that
/// is theirs in a wave.
/// </summary>
/// <param name="Person">Who answers.</param>
/// <param name="Hours">Of their branch.</param>
/// <param name="Wave">The wave the checks are for.</param>
/// <param name="MomentAt">Its moment.</param>
/// <param name="FirstDue">The day the first of the open ones is due.</param>
public sealed record ChecksOpenRule(PersonId Person, WorkingHours Hours, WaveId Wave, Instant MomentAt, LocalDate FirstDue)
{
    public const string Rule = "checks-open";

    private const int DaysBefore = 2;

    /// <summary>What is to be asked, as seen from <paramref name="now"/>; null when there is nothing to ask.</summary>
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
