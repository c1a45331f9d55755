using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// An ambassador on pace, or who made it, reads at the beginning of the week how they stand. Who is behind gets <see cref="BehindPaceSource"/> instead: one message a week, not two.
/// </summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">Of their branch.</param>
/// <param name="Quota">Colleagues to onboard.</param>
/// <param name="Done">Credits so far.</param>
/// <param name="From">First day of the window.</param>
/// <param name="Until">Last day of the window.</param>
/// <param name="AppointedAt">When the term was given: the mail about that is enough for its week.</param>
public sealed record WeeklyDigestRule(PersonId Person, WorkingHours Hours, int Quota, int Done, LocalDate From, LocalDate Until, Instant AppointedAt)
{
    public const string Rule = "weekly-digest";

    /// <summary>What is to be told, as seen from <paramref name="now"/>; null when there is nothing to tell.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        var today = Hours.DateOf(due);
        var week = today.PlusDays(1 - (int)today.DayOfWeek);
        var state = Pace.Of(Quota, Done, From, Until, today, Hours.Country).State;
        if (state is not (PaceState.OnPace or PaceState.Made) || today < From || today > Until || LocalDate.Max(From, Hours.DateOf(AppointedAt)) >= week)
        {
            return null;
        }

        var useless = Hours.ClosingOn(Hours.WorkingDaysAfter(week.PlusDays(-1), 2));
        return useless <= due ? null : new PlannedNudge(Rule, Person, LocalDatePattern.Iso.Format(week), due, useless);
    }
}
