using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>What decides a branch's days off: where it is, and what was decided for it.</summary>
/// <param name="Country">Two-letter ISO 3166 code.</param>
/// <param name="Region">The part of the country with its own holidays, by the second half of its ISO 3166-2 code; null for the holidays of the whole country.</param>
/// <param name="KeepsLiberationDay">Whether 5 May is a day off every year, and not only every five years. In the Netherlands employers decide.</param>
public sealed record DaysOff(string Country, string? Region, bool KeepsLiberationDay, IReadOnlyList<DaysOffPeriod> Periods);

/// <summary>Closing days or school holidays of a branch.</summary>
/// <param name="Until">The last day.</param>
/// <param name="Name">As people there call it.</param>
public sealed record DaysOffPeriod(DaysOffKind Kind, LocalDate From, LocalDate Until, string Name)
{
    /// <summary>The most characters a name may have.</summary>
    public const int NameLength = 60;

    /// <summary>The most days a period may have.</summary>
    public const int MaxDays = 92;

    /// <summary>The most periods a branch may have.</summary>
    public const int MaxPeriods = 100;

    public IEnumerable<LocalDate> Days => Enumerable.Range(0, Period.DaysBetween(From, Until) + 1).Select(From.PlusDays);

    public bool Contains(LocalDate date) => date >= From && date <= Until;
}

/// <summary>Whether people work on those days.</summary>
public enum DaysOffKind
{
    /// <summary>Nobody works.</summary>
    Closed,

    /// <summary>People work, and many are away.</summary>
    SchoolHolidays,
}
