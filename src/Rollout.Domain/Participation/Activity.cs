using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Participation;

/// <summary>
/// The minimum stored about one person's use of the platform: the day of the last report, and whether their account is closed. The weeks in which they were
/// active are stored as <see cref="ActiveWeek"/>. Only the person can read it, unless they share it for finding ambassadors.
/// </summary>
public sealed class Activity
{
    /// <summary>In at least this many of the last <see cref="RecentWeeks"/> weeks someone must be active to count as active.</summary>
    public const int MinActiveWeeks = 2;

    /// <summary>How many weeks count as recent.</summary>
    public const int RecentWeeks = 4;

    /// <summary>How many days activity is stored.</summary>
    public const int KeptDays = 90;

    /// <summary>How many days it is stored of an account that nobody is known to have.</summary>
    public const int KeptUnmatchedDays = 30;

    /// <summary>How long activity is stored.</summary>
    public static readonly Period RetentionPeriod = Period.FromDays(KeptDays);

    private Activity()
    {
    }

    public PersonId Person { get; private init; }

    /// <summary>The day of the latest report that names the person.</summary>
    public LocalDate ReportedOn { get; private init; }

    /// <summary>The last day on which a report showed them as active; null when none did.</summary>
    public LocalDate? LastActive { get; private init; }

    /// <summary>Whether their platform account is suspended or deleted according to the latest report.</summary>
    public bool Closed { get; private init; }

    /// <summary>Whether the lead and the director may see that they are active; off until the person turns it on.</summary>
    public bool MayBeTold { get; private set; }

    public int Version { get; private set; }

    /// <summary>Creates the record of what a report says about someone.</summary>
    public static Activity Reported(PersonId person, LocalDate on, LocalDate? lastActive, bool closed) =>
        new() { Person = person, ReportedOn = on, LastActive = lastActive, Closed = closed };

    public void AllowSharing(bool yes) => MayBeTold = yes;

    /// <summary>The Monday of the first week that counts as recent.</summary>
    public static LocalDate RecentSince(LocalDate today) => ActiveWeek.MondayOf(today).PlusWeeks(1 - RecentWeeks);

    /// <summary>The first day for which activity is still stored.</summary>
    public static LocalDate RetainedSince(LocalDate today) => today - RetentionPeriod;
}

/// <summary>Someone was active in a week; nothing is stored about what they did or how often.</summary>
/// <param name="Monday">The first day of the week.</param>
public sealed record ActiveWeek(PersonId Person, LocalDate Monday)
{
    public static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
}
