using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Thanks an ambassador once a working day, late in the day, for all colleagues who completed their profile that day. Later completions are included the next
/// working day.
/// </summary>
/// <param name="Person">The ambassador.</param>
/// <param name="Hours">The working hours of their branch.</param>
public sealed record ColleagueDoneRule(PersonId Person, WorkingHours Hours)
{
    public const string Rule = "colleague-done";

    /// <summary>How long before closing time the day's names are collected.</summary>
    public static readonly Duration BeforeClosing = Duration.FromHours(1);

    /// <summary>The period whose completions are reported on the working day containing <paramref name="now"/>, or the last one before it.</summary>
    public (Instant After, Instant Until) TimesAt(Instant now)
    {
        var day = Hours.DateOf(Hours.Next(now));
        return (Hours.ClosingOn(Hours.Calendar.WorkingDayBefore(day)) - BeforeClosing, Hours.ClosingOn(day) - BeforeClosing);
    }

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
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
