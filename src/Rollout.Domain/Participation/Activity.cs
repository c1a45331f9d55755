using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Participation;

/// <summary>
/// The least that is kept of one person's use of the platform: as of which day it was reported, and whether their account there is closed. In which weeks they were active
/// stands beside it (<see cref="ActiveWeek"/>). Only the person reads it, unless they say that it may be told when ambassadors are looked for.
/// </summary>
public sealed class Activity
{
    /// <summary>In so many of the last <see cref="RecentWeeks"/> weeks someone was there who is called active.</summary>
    public const int MinActiveWeeks = 2;

    /// <summary>The weeks that count as the last ones.</summary>
    public const int RecentWeeks = 4;

    /// <summary>What is older is deleted.</summary>
    public static readonly Period Kept = Period.FromDays(90);

    private Activity()
    {
    }

    public PersonId Person { get; private init; }

    /// <summary>The day of the newest report that names the person.</summary>
    public LocalDate ReportedOn { get; private init; }

    /// <summary>The last day on which a report saw them active; null when none did.</summary>
    public LocalDate? LastActive { get; private init; }

    /// <summary>Their account on the platform is suspended or deleted, as the newest report has it.</summary>
    public bool Closed { get; private init; }

    /// <summary>Whether lead and director may read that they are active; not until the person says so.</summary>
    public bool MayBeTold { get; private set; }

    public int Version { get; private set; }

    /// <summary>What a report told of someone.</summary>
    public static Activity Reported(PersonId person, LocalDate on, LocalDate? lastActive, bool closed) =>
        new() { Person = person, ReportedOn = on, LastActive = lastActive, Closed = closed };

    public void AllowSharing(bool yes) => MayBeTold = yes;

    /// <summary>The Monday from which on a week is one of the last ones.</summary>
    public static LocalDate RecentSince(LocalDate today) => ActiveWeek.MondayOf(today).PlusWeeks(1 - RecentWeeks);

    /// <summary>The first day of which anything is kept.</summary>
    public static LocalDate RetainedSince(LocalDate today) => today - Kept;
}

/// <summary>That someone was active in a week, whatever they did and how often.</summary>
/// <param name="Monday">The day the week begins.</param>
public sealed record ActiveWeek(PersonId Person, LocalDate Monday)
{
    public static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
}
