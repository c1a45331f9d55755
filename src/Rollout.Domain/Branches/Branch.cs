using NodaTime;
using Rollout.Domain.SharedKernel;
using Rollout.Domain.People;

namespace Rollout.Domain.Branches;

/// <summary>A place with its own director, time zone, country (public holidays) and working hours.</summary>
public sealed class Branch
{
    /// <summary>The most characters a branch's name may have.</summary>
    public const int NameLength = 100;

    private Branch()
    {
    }

    public BranchId Id { get; private init; }

    /// <summary>The full name, as people say it: "Gent".</summary>
    public string Name { get; private set; } = "";

    /// <summary>The normalized name used for matching: trimmed, NFC, invariant lower case. Unique.</summary>
    public string MatchName { get; private set; } = "";

    /// <summary>Three letters shown beside the name, as on a timetable: "GNT". Unique.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Two-letter ISO 3166 country code, which determines the public holidays.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The part of the country with its own public holidays, or null. See <see cref="DaysOff"/>.</summary>
    public string? Region { get; private set; }

    /// <summary>Whether 5 May is a day off every year.</summary>
    public bool KeepsLiberationDay { get; private set; }

    /// <summary>Closing days and school holidays, by their first day.</summary>
    public IReadOnlyList<DaysOffPeriod> Periods { get; private set; } = [];

    /// <summary>What decides the days off here.</summary>
    public DaysOff DaysOff => new(Country, Region, KeepsLiberationDay, Periods);

    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>Start of the working day, in the branch's local time.</summary>
    public LocalTime OpensAt { get; private set; } = new(9, 0);

    /// <summary>End of the working day, in the branch's local time.</summary>
    public LocalTime ClosesAt { get; private set; } = new(17, 0);

    /// <summary>The position in the lead's list, which is the order used everywhere.</summary>
    public int Position { get; private set; }

    /// <summary>The director, once known.</summary>
    public PersonId? Director { get; private set; }

    /// <summary>The e-mail address of a director who has not been imported yet; the person with that address becomes director once they are.</summary>
    public string? DirectorEmail { get; private set; }

    /// <summary>The mail language for people here who chose none; null for the rollout's first language.</summary>
    public string? Language { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="BranchRules"/> rule is broken.</exception>
    public static Branch Open(string name, string code, string country, DateTimeZone zone, int position)
    {
        BranchRules.NeedsAName.Ensure(!string.IsNullOrWhiteSpace(name) && name.Trim().Length <= NameLength);
        BranchRules.CodeIsThreeLetters.Ensure(IsCode(code));
        return new Branch
        {
            Id = BranchId.New(),
            Name = name.Trim(),
            MatchName = TextNormalizer.Normalize(name),
            Code = code,
            Country = country,
            Zone = zone,
            Position = position,
        };
    }

    /// <summary>Another name. Files name it so from now on.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="BranchRules.NeedsAName"/></exception>
    public void Rename(string name)
    {
        BranchRules.NeedsAName.Ensure(!string.IsNullOrWhiteSpace(name) && name.Trim().Length <= NameLength);
        (Name, MatchName) = (name.Trim(), TextNormalizer.Normalize(name));
    }

    /// <summary>Corrects the spelling of the name ("GENT" to "Gent") without changing the normalized name.</summary>
    public void CorrectSpelling(string name)
    {
        BranchRules.SpellingKeepsTheName.Ensure(TextNormalizer.Normalize(name) == MatchName);
        Name = name.Trim();
    }

    public void AssignDirector(PersonId director) => (Director, DirectorEmail) = (director, null);

    public void RemoveDirector() => (Director, DirectorEmail) = (null, null);

    public void AssignDirectorByEmail(string email) => (Director, DirectorEmail) = (null, email);

    public void SetWorkingHours(LocalTime opensAt, LocalTime closesAt)
    {
        BranchRules.OpensBeforeItCloses.Ensure(opensAt < closesAt);
        (OpensAt, ClosesAt) = (opensAt, closesAt);
    }

    /// <param name="language">One of <paramref name="ofRollout"/>, or null for the rollout's first language.</param>
    public void SetLanguage(string? language, IReadOnlyCollection<string> ofRollout)
    {
        BranchRules.SpeaksALanguageOfTheRollout.Ensure(language is null || ofRollout.Contains(language));
        Language = language;
    }

    public void ChangeCode(string code)
    {
        BranchRules.CodeIsThreeLetters.Ensure(IsCode(code));
        Code = code;
    }

    public void Reorder(int position) => Position = position;

    /// <summary>Moves it to another place. Another country has other regions.</summary>
    public void MoveTo(string country, DateTimeZone zone) =>
        (Country, Zone, Region, KeepsLiberationDay) = (country, zone, country == Country ? Region : null, country == Country && KeepsLiberationDay);

    /// <param name="region">One of <paramref name="ofCountry"/>, or null for the holidays of the whole country.</param>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="BranchRules.RegionIsOfItsCountry"/></exception>
    public void ChoosePublicHolidays(string? region, IReadOnlyCollection<string> ofCountry, bool keepsLiberationDay)
    {
        BranchRules.RegionIsOfItsCountry.Ensure(region is null || ofCountry.Contains(region));
        (Region, KeepsLiberationDay) = (region, keepsLiberationDay);
    }

    /// <summary>Adds closing days or school holidays; the same again changes nothing.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="BranchRules"/> rule is broken.</exception>
    public void Add(DaysOffPeriod period)
    {
        RuleSet.EnsureAll(
            () => BranchRules.DaysOffHaveAName.Ensure(period.Name.Length is > 0 and <= DaysOffPeriod.NameLength),
            () => BranchRules.DaysOffEndAfterTheyBegin.Ensure(period.From <= period.Until && Period.DaysBetween(period.From, period.Until) < DaysOffPeriod.MaxDays, DaysOffPeriod.MaxDays),
            () => BranchRules.DaysOffAreNotTooMany.Ensure(Periods.Count < DaysOffPeriod.MaxPeriods || Periods.Contains(period), DaysOffPeriod.MaxPeriods));
        Periods = [.. Periods.Append(period).Distinct().OrderBy(p => p.From).ThenBy(p => p.Until)];
    }

    public void Remove(DaysOffPeriod period) => Periods = [.. Periods.Where(p => p != period)];

    private static bool IsCode(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}

public readonly record struct BranchId(Guid Value)
{
    public static BranchId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
