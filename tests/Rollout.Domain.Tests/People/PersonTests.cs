using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.Domain.Tests.People;

/// <summary>A person can be recognised and reached, and is not corrected into someone who cannot.</summary>
public sealed class PersonTests
{
    private readonly Branch _gent = A.Branch();
    private readonly Person _els;

    public PersonTests() => _els = A.Person(_gent, "Els Maertens", "els@voorbeeld.be", "P100");

    [Fact]
    public void Someone_has_a_name_and_something_to_be_recognised_by()
    {
        Refused.By(PersonRules.NeedsAName, () => Person.Employ(_gent.Id, " ", "", "", "P1", null, null));
        Refused.By(PersonRules.NeedsAKey, () => Person.Employ(_gent.Id, "Els", "", "Maertens", null, null, null));

        RefusesToCorrect(Details() with { GivenName = "", FamilyName = " " }, PersonRules.NeedsAName);
        RefusesToCorrect(Details() with { Email = null, PersonnelNumber = null }, PersonRules.NeedsAKey);
    }

    [Fact]
    public void What_is_typed_fits() =>
        Assert.All(
            new (PersonDetails Details, Rule Rule)[]
            {
                (Details() with { GivenName = new string('x', Person.NameLength + 1) }, PersonRules.NameFits),
                (Details() with { PersonnelNumber = new string('1', Person.NumberLength + 1) }, PersonRules.NumberFits),
                (Details() with { JobTitle = new string('x', 201) }, PersonRules.JobFits),
                (Details() with { Department = new string('x', Person.DepartmentLength + 1) }, PersonRules.JobFits),
            },
            wrong => RefusesToCorrect(wrong.Details, wrong.Rule));

    [Theory]
    [InlineData("els")]
    [InlineData("els@voorbeeld")]
    [InlineData("els@voorbeeld.be, an@voorbeeld.be")]
    [InlineData("els.@voorbeeld.be")]
    public void An_email_is_one_address(string email) => RefusesToCorrect(Details() with { Email = email }, PersonRules.EmailIsAnAddress);

    [Theory]
    [InlineData("ask reception")]
    [InlineData("12")]
    public void A_mobile_is_a_number(string mobile) => RefusesToCorrect(Details() with { Mobile = mobile }, PersonRules.MobileIsANumber);

    [Fact]
    public void A_language_is_one_the_product_has() => RefusesToCorrect(Details() with { Language = "de" }, PersonRules.SpeaksAKnownLanguage);

    [Fact]
    public void A_role_needs_an_email()
    {
        _els.GrantFacilitatorRole();
        RefusesToCorrect(Details() with { Email = null }, PersonRules.RoleNeedsAnEmail);
    }

    private PersonDetails Details() => new(_gent.Id, "Els", "", "Maertens") { PersonnelNumber = "P100", Email = "els@voorbeeld.be" };

    private void RefusesToCorrect(PersonDetails details, Rule rule)
    {
        Refused.By(rule, () => _els.Correct(details, "BE"));
        Assert.Equal(("Els Maertens", "els@voorbeeld.be", "P100", null, ""), (_els.Name, _els.Email, _els.PersonnelNumber, _els.Mobile, _els.JobTitle));
    }
}
