using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>Someone employed. May have no e-mail address, no directory account and no PC; has at least a personnel number, an e-mail address or a mobile number.</summary>
public sealed partial class Person
{
    /// <summary>The most characters a given or family name may have.</summary>
    public const int NameLength = 200;

    /// <summary>The maximum length of a tussenvoegsel (infix).</summary>
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

    /// <summary>As written by the personnel department.</summary>
    public string? PersonnelNumber { get; private set; }

    /// <summary>Trimmed, NFC, lower case. Unique where present.</summary>
    public string? Email { get; private set; }

    /// <summary>The address of a mailbox they share with colleagues. It is nobody's sign-in and gets nothing personal.</summary>
    public string? SharedEmail { get; private set; }

    /// <summary>The account name of the directory (UPN), in lower case: what platforms' reports name people by where it differs from the mail address.</summary>
    public string? AccountName { get; private set; }

    /// <summary>As it was written.</summary>
    public string? Mobile { get; private set; }

    public string GivenName { get; private set; } = "";

    /// <summary>Tussenvoegsel (infix), such as "van den"; stored separately because countries sort it differently.</summary>
    public string Infix { get; private set; } = "";

    public string FamilyName { get; private set; } = "";

    /// <summary>The full name in spoken order: "Jan van den Berg".</summary>
    public string Name { get; private set; } = "";

    public BranchId Branch { get; private set; }
    public WorkType WorkType { get; private set; }
    public string JobTitle { get; private set; } = "";

    /// <summary>The department or team according to the directory. Empty when unknown.</summary>
    public string Department { get; private set; } = "";

    public LocalDate? StartedOn { get; private set; }

    /// <summary>The fraction of a full-time week: 1 is full time.</summary>
    public double? FullTimeEquivalent { get; private set; }

    /// <summary>The language the person chose: en, nl or fr. Null until they choose; see <see cref="RolloutSettings.LanguageOf(Person)"/>.</summary>
    public string? Language { get; private set; }

    /// <summary>The language of the page on which the person last identified themselves; null until they did.</summary>
    public string? PageLanguage { get; private set; }

    /// <summary>Whether they are employed. Someone who left keeps their history and receives nothing any more.</summary>
    public bool Active { get; private set; } = true;

    public bool IsLead { get; private set; }
    public bool IsFacilitator { get; private set; }

    /// <summary>Reads whatever a lead reads, and changes nothing.</summary>
    public bool IsAuditor { get; private set; }

    /// <summary>The moment from which there is evidence that the profile is complete.</summary>
    public Instant? ProfileCompleteSince { get; private set; }

    /// <summary>When the person stopped nudges, if they did.</summary>
    public Instant? NudgesStoppedAt { get; private set; }

    /// <summary>Since when they want text messages at <see cref="Mobile"/>; null for most, as it is a number of their own.</summary>
    public Instant? TextMessagesSince { get; private set; }

    /// <summary>When they last denied having given their facts at an ambassador's link; null if never.</summary>
    public Instant? DisownedAt { get; private set; }

    public int Version { get; private set; }

    /// <param name="country">The two letters of the branch's country: it decides what a national mobile number means and where the name is sorted.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public static Person Employ(
        BranchId branch, string givenName, string infix, string familyName, string? personnelNumber, string? email, string? mobile, string country = "")
    {
        PersonRules.NeedsAName.Ensure(!string.IsNullOrWhiteSpace(givenName + familyName));
        PersonRules.NeedsAKey.Ensure(personnelNumber is not null || email is not null || mobile is not null);
        var person = new Person
        {
            Id = PersonId.New(),
            Branch = branch,
            PersonnelNumber = personnelNumber,
            Email = email is null ? null : TextNormalizer.Normalize(email),
            Mobile = mobile,
            GivenName = givenName,
            Infix = infix,
            FamilyName = familyName,
        };
        person.MakeKeys(country);
        return person;
    }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public static Person Employ(PersonDetails details, string country)
    {
        var person = new Person { Id = PersonId.New() };
        person.Correct(details, country);
        return person;
    }

    /// <summary>Corrects what was wrong or has changed. The person keeps their identity and everything that refers to it.</summary>
    /// <param name="country">The two letters of the branch's country.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public void Correct(PersonDetails details, string country)
    {
        details.Validate(country);
        PersonRules.RoleNeedsAnEmail.Ensure(details.Email is not null || !(IsLead || IsFacilitator || IsAuditor));
        (Branch, GivenName, Infix, FamilyName) = (details.Branch, details.GivenName, details.Infix, details.FamilyName);
        (PersonnelNumber, Email, Mobile) = (details.PersonnelNumber, details.Email is null ? null : TextNormalizer.Normalize(details.Email), details.Mobile);
        (Language, WorkType, JobTitle, Department) = (details.Language, details.WorkType, details.JobTitle, details.Department);
        MakeKeys(country);
    }

    public void SetWork(WorkType workType, string jobTitle) => (WorkType, JobTitle) = (workType, jobTitle);

    public void SetDepartment(string department) => (Department, DepartmentKey) = (department, DepartmentKeyOf(department));

    /// <summary>Whether someone in this branch and department counts as their colleague: the same branch, or the same department elsewhere.</summary>
    public bool IsColleagueOf(BranchId branch, string departmentKey) => Branch == branch || (departmentKey.Length > 0 && departmentKey == DepartmentKey);

    public void NameAccount(string accountName) => AccountName = TextNormalizer.Normalize(accountName);

    public void SetLanguage(string language) => Language = language;

    public void Lead() => IsLead = true;

    public void RevokeLeadRole() => IsLead = false;

    public void GrantFacilitatorRole() => IsFacilitator = true;

    public void RevokeFacilitatorRole() => IsFacilitator = false;

    public void GrantAuditorRole() => IsAuditor = true;

    public void RevokeAuditorRole() => IsAuditor = false;

    /// <summary>Sets the date to what the remaining evidence says, after evidence was contradicted.</summary>
    public void ProfileIsComplete(Instant? since) => ProfileCompleteSince = since;

    /// <summary>Records that the profile is complete, keeping the earliest moment whatever the order of reports.</summary>
    public void CompletedProfile(Instant since) => ProfileCompleteSince = ProfileCompleteSince is { } known ? Instant.Min(known, since) : since;

    /// <summary>They say that it was not them who gave facts that others may know.</summary>
    public void Disown(Instant now) => DisownedAt = now;

    /// <summary>Whether facts that others may know no longer pass for them: they disowned such an act, and a code by mail can prove who they are.</summary>
    public bool MustProve => DisownedAt is not null && Email is not null;

    public void StopNudges(Instant now) => NudgesStoppedAt ??= now;

    public void WelcomeNudges() => NudgesStoppedAt = null;

    public void WelcomeTextMessages(Instant now) => TextMessagesSince ??= now;

    public void StopTextMessages() => TextMessagesSince = null;

    public void Leave() => Active = false;

    /// <summary>Marks them as employed again, or as never having left.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="PersonRules.IsStillNamed"/></exception>
    public void Return()
    {
        PersonRules.IsStillNamed.Ensure(AnonymisedAt is null);
        Active = true;
    }
}
