namespace Rollout.Domain.People;

/// <content>Two people who turn out to be one.</content>
public sealed partial class Person
{
    /// <summary>The person this one turned out to be. What hung on this one is theirs since; the name stays, for what was signed with it, and so do old links.</summary>
    public PersonId? MergedInto { get; private set; }

    /// <summary>
    /// A second record turns out to be this person: it fills in what was not known, and what was known stays. Nobody is found by the keys of
    /// the other any more.
    /// </summary>
    /// <param name="country">The two letters of the country of this person's branch.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public void Absorb(Person other, string country)
    {
        PersonRules.MergesTwo.Ensure(Id != other.Id && MergedInto is null && other.MergedInto is null);
        (PersonnelNumber, Email, Mobile) = (PersonnelNumber ?? other.PersonnelNumber, Email ?? other.Email, Mobile ?? other.Mobile);
        (SharedEmail, AccountName) = (Email is null ? SharedEmail ?? other.SharedEmail : null, AccountName ?? other.AccountName);
        (Language, PageLanguage) = (Language ?? other.Language, PageLanguage ?? other.PageLanguage);
        (JobTitle, Department) = (JobTitle.Length > 0 ? JobTitle : other.JobTitle, Department.Length > 0 ? Department : other.Department);
        (StartedOn, FullTimeEquivalent) = (StartedOn ?? other.StartedOn, FullTimeEquivalent ?? other.FullTimeEquivalent);
        (Active, IsLead, IsFacilitator, IsAuditor) = (Active || other.Active, IsLead || other.IsLead, IsFacilitator || other.IsFacilitator, IsAuditor || other.IsAuditor);
        (NudgesStoppedAt, DisownedAt) = (NudgesStoppedAt ?? other.NudgesStoppedAt, DisownedAt ?? other.DisownedAt);
        if (other.ProfileCompleteSince is { } since)
        {
            CompletedProfile(since);
        }

        MakeKeys(country);
        other.PointTo(Id);
    }

    /// <summary>Only the name stays, for what was signed with it and for old links.</summary>
    private void PointTo(PersonId other)
    {
        (PersonnelNumber, Email, SharedEmail, AccountName, Mobile) = (null, null, null, null, null);
        (PersonnelKey, BareNumber, MobileKey) = (null, null, null);
        (Active, IsLead, IsFacilitator, IsAuditor, MergedInto) = (false, false, false, false, other);
    }
}
