using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>Asks an ambassador who is behind their pace to take one step, at most once a week.</summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">The working hours of their branch.</param>
public sealed record BehindPaceRule(PersonId Person, WorkingHours Hours, int Quota, int Done, LocalDate From, LocalDate Until)
{
    public const string Rule = "behind-pace";

    /// <summary>The time between two nudges.</summary>
    public static readonly Duration Gap = Duration.FromDays(7);

    /// <summary>The ambassador's pace at a moment.</summary>
    public Pace PaceAt(Instant moment) => Pace.Of(Quota, Done, From, Until, Hours.DateOf(moment), Hours.Calendar);

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        if (PaceAt(due).State != PaceState.Behind)
        {
            return null;
        }

        var today = Hours.DateOf(due);
        var week = today.PlusDays(1 - (int)today.DayOfWeek);
        var useless = Instant.Min(Hours.ClosingOn(Hours.WorkingDaysAfter(today, 2)), Until.PlusDays(1).AtStartOfDayInZone(Hours.Zone).ToInstant());
        return useless <= due ? null : new PlannedNudge(Rule, Person, LocalDatePattern.Iso.Format(week), due, useless);
    }
}
