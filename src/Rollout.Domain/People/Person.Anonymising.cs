using NodaTime;

namespace Rollout.Domain.People;

/// <content>Someone who left, after the set time.</content>
public sealed partial class Person
{
    /// <summary>The replacement for the name.</summary>
    public const string Nameless = "–";

    /// <summary>Since when they are known to have left; null for who works here. Where it was not recorded as they left, a job notices it within the hour.</summary>
    public Instant? LeftAt { get; private set; }

    /// <summary>When what says who they were was deleted.</summary>
    public Instant? AnonymisedAt { get; private set; }

    /// <summary>Deletes what says who they were. What counts in figures stays: the branch, the work type, the department, and since when the profile is complete.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="PersonRules.HasLeft"/></exception>
    public void Anonymise(Instant now)
    {
        PersonRules.HasLeft.Ensure(!Active);
        (PersonnelNumber, Email, SharedEmail, AccountName, Mobile) = (null, null, null, null, null);
        (PersonnelKey, BareNumber, MobileKey) = (null, null, null);
        (GivenName, Infix, FamilyName, Name, SearchName, SortName) = ("", "", "", Nameless, "", "");
        (JobTitle, StartedOn, FullTimeEquivalent, Language, PageLanguage) = ("", null, null, null, null);
        (IsLead, IsFacilitator, IsAuditor, AnonymisedAt) = (false, false, false, now);
    }
}
