using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Tells an ambassador who is on pace or has made the quota how they are doing, at the beginning of the week. Those who are behind get <see
/// cref="BehindPaceRule"/> instead: one message a week, not two.
/// </summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="AppointedAt">When the term was given; the appointment mail replaces the digest in its week.</param>
public sealed record WeeklyDigestRule(PersonId Person, WorkingHours Hours, int Quota, int Done, LocalDate From, LocalDate Until, Instant AppointedAt)
{
    public const string Rule = "weekly-digest";

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        var today = Hours.DateOf(due);
        var week = today.PlusDays(1 - (int)today.DayOfWeek);
        var state = Pace.Of(Quota, Done, From, Until, today, Hours.Calendar).State;
        if (state is not (PaceState.OnPace or PaceState.Made) || today < From || today > Until || LocalDate.Max(From, Hours.DateOf(AppointedAt)) >= week)
        {
            return null;
        }

        var useless = Hours.ClosingOn(Hours.WorkingDaysAfter(week.PlusDays(-1), 2));
        return useless <= due ? null : new PlannedNudge(Rule, Person, LocalDatePattern.Iso.Format(week), due, useless);
    }
}
