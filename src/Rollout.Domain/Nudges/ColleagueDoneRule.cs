using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// An ambassador is thanked on the working day on which a colleague got there: once, late in the day, for all of that day. What comes later is told on the next one.
/// </summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">Of their branch.</param>
public sealed record ColleagueDoneRule(PersonId Person, WorkingHours Hours)
{
    public const string Rule = "colleague-done";

    /// <summary>So long before closing the day's names are put together.</summary>
    public static readonly Duration BeforeClosing = Duration.FromHours(1);

    /// <summary>From when until when a colleague got there who is told of on the working day that <paramref name="now"/> is in, or before.</summary>
    public (Instant After, Instant Until) TimesAt(Instant now)
    {
        var day = Hours.DateOf(Hours.Next(now));
        var before = day.PlusDays(-1);
        while (!PublicHolidays.IsWorkingDay(Hours.Country, before))
        {
            before = before.PlusDays(-1);
        }

        return (Hours.ClosingOn(before) - BeforeClosing, Hours.ClosingOn(day) - BeforeClosing);
    }

    /// <summary>What is to be told, as seen from <paramref name="now"/>; null when nobody got there.</summary>
    public PlannedNudge? Plan(Instant now, IEnumerable<Instant> credits)
    {
        var (after, until) = TimesAt(now);
        if (!credits.Any(at => at > after && at <= until))
        {
            return null;
        }

        var due = Hours.Next(Instant.Max(now, until));
        var day = Hours.DateOf(due);
        return new PlannedNudge(Rule, Person, LocalDatePattern.Iso.Format(day), due, Hours.ClosingOn(day));
    }
}
