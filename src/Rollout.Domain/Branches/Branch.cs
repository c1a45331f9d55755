using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

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

    public void MoveTo(string country, DateTimeZone zone) => (Country, Zone) = (country, zone);

    private static bool IsCode(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}

public readonly record struct BranchId(Guid Value)
{
    public static BranchId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
