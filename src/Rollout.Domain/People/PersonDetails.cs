using System.Text.RegularExpressions;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>Who someone is and how they are reached, as the lead types it. What is left empty is not known.</summary>
public sealed partial record PersonDetails(BranchId Branch, string GivenName, string Infix, string FamilyName)
{
    private const int EmailLength = 254;
    private const int JobTitleLength = 200;

    public string? PersonnelNumber { get; init; }
    public string? Email { get; init; }
    public string? Mobile { get; init; }

    /// <summary>en, nl or fr; null leaves it to the branch or the house.</summary>
    public string? Language { get; init; }

    public WorkType WorkType { get; init; }
    public string JobTitle { get; init; } = "";
    public string Department { get; init; } = "";

    /// <param name="country">The two letters of the branch's country, which decides what a national mobile number means; null where the branch is not known, so that no mobile number is refused.</param>
    /// <exception cref="BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public void Validate(string? country) => RuleSet.EnsureAll(
        () => PersonRules.NeedsAName.Ensure(!string.IsNullOrWhiteSpace(GivenName + FamilyName)),
        () => PersonRules.NameFits.Ensure(GivenName.Length <= Person.NameLength && FamilyName.Length <= Person.NameLength && Infix.Length <= Person.InfixLength, Person.NameLength, Person.InfixLength),
        () => PersonRules.NeedsAKey.Ensure((PersonnelNumber ?? Email ?? Mobile) is not null),
        () => PersonRules.NumberFits.Ensure(PersonnelNumber is null or { Length: <= Person.NumberLength }, Person.NumberLength),
        () => PersonRules.EmailIsAnAddress.Ensure(Email is null || (Email.Length <= EmailLength && OneAddress().IsMatch(Email))),
        () => PersonRules.MobileIsANumber.Ensure(Mobile is null || country is null || (Mobile.Length <= Person.MobileLength && MobileNumber.International(Mobile, country) is not null)),
        () => PersonRules.JobFits.Ensure(JobTitle.Length <= JobTitleLength && Department.Length <= Person.DepartmentLength, JobTitleLength, Person.DepartmentLength),
        () => PersonRules.SpeaksAKnownLanguage.Ensure(Language is null || RolloutSettings.KnownLanguages.Contains(Language)));

    [GeneratedRegex(@"^[^\s@<>,;:""]+(?<!\.)@[^\s@<>,;:""]+\.[^\s@<>,;:"".]+$")]
    private static partial Regex OneAddress();
}
