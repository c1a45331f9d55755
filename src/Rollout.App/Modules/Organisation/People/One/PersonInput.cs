using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>The form about one person, as it was typed.</summary>
internal sealed class PersonInput
{
    /// <summary>At which field a rule's refusal is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [PersonRules.NeedsAName] = nameof(FamilyName),
        [PersonRules.NameFits] = nameof(FamilyName),
        [PersonRules.NeedsAKey] = nameof(Email),
        [PersonRules.EmailIsAnAddress] = nameof(Email),
        [PersonRules.EmailIsFree] = nameof(Email),
        [PersonRules.RoleNeedsAnEmail] = nameof(Email),
        [PersonRules.MobileIsANumber] = nameof(Mobile),
        [PersonRules.MobileIsFree] = nameof(Mobile),
        [PersonRules.NumberFits] = nameof(PersonnelNumber),
        [PersonRules.NumberIsFree] = nameof(PersonnelNumber),
        [PersonRules.WorksInABranch] = nameof(Branch),
        [PersonRules.DirectorStaysReachable] = nameof(Branch),
        [PersonRules.JobFits] = nameof(JobTitle),
        [PersonRules.SpeaksAKnownLanguage] = nameof(Language),
        [PersonRules.IsNotHereYet] = nameof(SomeoneElse),
    };

    public string? GivenName { get; set; }
    public string? Infix { get; set; }
    public string? FamilyName { get; set; }
    public string? Email { get; set; }
    public string? Mobile { get; set; }
    public string? PersonnelNumber { get; set; }
    public Guid? Branch { get; set; }
    public string? Language { get; set; }
    public WorkType WorkType { get; set; }
    public string? JobTitle { get; set; }
    public string? Department { get; set; }

    /// <summary>Confirms that this is not the person of the same name who is already there.</summary>
    public bool SomeoneElse { get; set; }

    /// <summary>The version that is being corrected.</summary>
    public int Version { get; set; }

    public PersonDetails Details => new(new BranchId(Branch ?? default), Said(GivenName) ?? "", Said(Infix) ?? "", Said(FamilyName) ?? "")
    {
        Email = Said(Email),
        Mobile = Said(Mobile),
        PersonnelNumber = Said(PersonnelNumber),
        Language = Said(Language),
        WorkType = WorkType,
        JobTitle = Said(JobTitle) ?? "",
        Department = Said(Department) ?? "",
    };

    public static PersonInput Of(Person person) => new()
    {
        GivenName = person.GivenName,
        Infix = person.Infix,
        FamilyName = person.FamilyName,
        Email = person.Email,
        Mobile = person.Mobile,
        PersonnelNumber = person.PersonnelNumber,
        Branch = person.Branch.Value,
        Language = person.Language,
        WorkType = person.WorkType,
        JobTitle = person.JobTitle,
        Department = person.Department,
        Version = person.Version,
    };

    private static string? Said(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
