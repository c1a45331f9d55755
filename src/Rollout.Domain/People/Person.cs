using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.People;

/// <summary>
/// Someone employed. May have no e-mail, no directory account and no PC; has a personnel number, an e-mail or a mobile.
/// </summary>
public sealed class Person
{
    /// <summary>The most characters a given or family name may have.</summary>
    public const int NameLength = 200;

    /// <summary>The most characters a tussenvoegsel may have.</summary>
    public const int InfixLength = 50;

    /// <summary>The most characters a personnel number may have.</summary>
    public const int NumberLength = 50;

    /// <summary>The most characters a mobile number may have.</summary>
    public const int MobileLength = 50;

    /// <summary>The most characters a department may have.</summary>
    public const int DepartmentLength = 100;

    private Person()
    {
    }

    public PersonId Id { get; private init; }

    /// <summary>As the personnel department writes it.</summary>
    public string? PersonnelNumber { get; private set; }

    /// <summary>The number as it is matched (<see cref="Matching.Key"/>): "0106" and "106" differ, "e1" and "E1" do not. Unique where present.</summary>
    public string? PersonnelKey { get; private set; }

    /// <summary>Trimmed, composed, lower case. Unique where present.</summary>
    public string? Email { get; private set; }

    public string? Mobile { get; private set; }

    /// <summary>The digits of the mobile of someone with neither number nor e-mail, for whom it is the key. Unique where present.</summary>
    public string? MobileKey { get; private set; }

    public string GivenName { get; private set; } = "";

    /// <summary>Tussenvoegsel: "van den", kept apart because countries sort it differently.</summary>
    public string Infix { get; private set; } = "";

    public string FamilyName { get; private set; } = "";

    /// <summary>The whole name in the order it is said: "Jan van den Berg".</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name as it is searched: see <see cref="Matching.Key"/>.</summary>
    public string SearchName { get; private set; } = "";

    public BranchId Branch { get; private set; }
    public WorkType WorkType { get; private set; }
    public string JobTitle { get; private set; } = "";

    /// <summary>Whom they work with, as the directory calls it: a department, a team. Empty when nobody said.</summary>
    public string Department { get; private set; } = "";

    /// <summary>The department as it is matched (<see cref="Matching.Key"/>): "Sales " and "sales" are one.</summary>
    public string DepartmentKey { get; private set; } = "";

    public LocalDate? StartedOn { get; private set; }

    /// <summary>The part of a full week worked: 1 is full time.</summary>
    public double? FullTimeEquivalent { get; private set; }

    /// <summary>The language the person chose: en, nl or fr. Until then the rollout's first.</summary>
    public string? Language { get; private set; }

    /// <summary>Employed now. Someone who left keeps their history and gets nothing any more.</summary>
    public bool Active { get; private set; } = true;

    public bool IsLead { get; private set; }
    public bool IsFacilitator { get; private set; }

    /// <summary>Since when there is evidence that the person's profile is complete.</summary>
    public Instant? ProfileCompleteSince { get; private set; }

    /// <summary>Since when the person wants no nudges any more.</summary>
    public Instant? NudgesStoppedAt { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="Rules.BrokenRuleException">A <see cref="PersonRules"/> rule refuses.</exception>
    public static Person Employ(
        BranchId branch, string givenName, string infix, string familyName, string? personnelNumber, string? email, string? mobile)
    {
        PersonRules.NeedsAName.MustHold(!string.IsNullOrWhiteSpace(givenName + familyName));
        PersonRules.NeedsAKey.MustHold(personnelNumber is not null || email is not null || mobile is not null);
        var person = new Person
        {
            Id = PersonId.New(),
            Branch = branch,
            PersonnelNumber = personnelNumber,
            PersonnelKey = personnelNumber is null ? null : Matching.Key(personnelNumber),
            Email = email is null ? null : Matching.Key(email),
            Mobile = mobile,
            MobileKey = personnelNumber is null && email is null && mobile is not null ? Matching.Digits(mobile) : null,
            GivenName = givenName,
            Infix = infix,
            FamilyName = familyName,
        };
        person.Name = FullName(givenName, infix, familyName);
        person.SearchName = Matching.Key(person.Name);
        return person;
    }

    /// <summary>The parts of a name in the order they are said.</summary>
    public static string FullName(string givenName, string infix, string familyName) =>
        string.Join(' ', new[] { givenName, infix, familyName }.Where(part => part.Length > 0));

    public void Does(WorkType workType, string jobTitle) => (WorkType, JobTitle) = (workType, jobTitle);

    public void WorksIn(string department) => (Department, DepartmentKey) = (department, Matching.Key(department));

    /// <summary>Whether someone of this branch and department works with them: in the same place, or in the same department elsewhere.</summary>
    public bool IsColleagueOf(BranchId branch, string departmentKey) => Branch == branch || (departmentKey.Length > 0 && departmentKey == DepartmentKey);

    public void Speaks(string language) => Language = language;

    public void Lead() => IsLead = true;

    public void StopLeading() => IsLead = false;

    public void Facilitate() => IsFacilitator = true;

    public void StopFacilitating() => IsFacilitator = false;

    /// <summary>What the profile was thought to be complete by was contradicted: this is what is known without it.</summary>
    public void ProfileIsComplete(Instant? since) => ProfileCompleteSince = since;

    /// <summary>Keeps the first moment, in whatever order they are told; a profile stays complete.</summary>
    public void CompletedProfile(Instant since) => ProfileCompleteSince = ProfileCompleteSince is { } known ? Instant.Min(known, since) : since;

    public void StopNudges(Instant now) => NudgesStoppedAt ??= now;

    public void WelcomeNudges() => NudgesStoppedAt = null;

    public void Leave() => Active = false;
}

/// <summary>What someone's day looks like; it decides the channel and is a breakdown in every figure.</summary>
public enum WorkType
{
    Desk,
    Shop,
    Field,
}

public readonly record struct PersonId(Guid Value)
{
    public static PersonId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
