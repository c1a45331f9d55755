using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>An ambassador who is behind their pace is asked to take one step, at most once a week.</summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">Of their branch.</param>
/// <param name="Quota">Colleagues to onboard.</param>
/// <param name="Done">Credits so far.</param>
/// <param name="From">First day of the window.</param>
/// <param name="Until">Last day of the window.</param>
public sealed record BehindPaceRule(PersonId Person, WorkingHours Hours, int Quota, int Done, LocalDate From, LocalDate Until)
{
    public const string Rule = "behind-pace";

    /// <summary>Between two of them.</summary>
    public static readonly Duration Gap = Duration.FromDays(7);

    /// <summary>How the ambassador stands at the moment.</summary>
    public Pace PaceAt(Instant moment) => Pace.Of(Quota, Done, From, Until, Hours.DateOf(moment), Hours.Country);

    /// <summary>What is to be asked, as seen from <paramref name="now"/>; null when there is nothing to ask.</summary>
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
