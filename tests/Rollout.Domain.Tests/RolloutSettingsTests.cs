using Rollout.Testing;

namespace Rollout.Domain.Tests;

/// <summary>The settings of a rollout are refused as a whole when one of them cannot be, and stay as they were.</summary>
public sealed class RolloutSettingsTests
{
    private readonly RolloutSettings _rollout = A.Rollout();

    [Fact]
    public void It_has_a_name_a_company_a_colour_and_a_language()
    {
        Refused.By(RolloutRules.NeedsAName, () => _rollout.Describe("  ", "Voorbeeld", "#000000", ["nl"], "New"));
        Refused.By(RolloutRules.NeedsAName, () => _rollout.Describe(new string('x', 61), "Voorbeeld", "#000000", ["nl"], "New"));
        Refused.By(RolloutRules.NeedsACompany, () => _rollout.Describe("Het Plein", " ", "#000000", ["nl"], "New"));
        Refused.By(RolloutRules.BrandIsAColour, () => _rollout.Describe("Het Plein", "Voorbeeld", "black", ["nl"], "New"));
        Refused.By(RolloutRules.BrandIsAColour, () => _rollout.Describe("Het Plein", "Voorbeeld", "#00000g", ["nl"], "New"));
        Refused.By(RolloutRules.NeedsALanguage, () => _rollout.Describe("Het Plein", "Voorbeeld", "#000000", [], "New"));
        Refused.By(RolloutRules.NeedsALanguage, () => _rollout.Describe("Het Plein", "Voorbeeld", "#000000", ["nl", "de"], "New"));
        Refused.By(RolloutRules.HouseRulesFit, () => _rollout.Describe("Het Plein", "Voorbeeld", "#000000", ["nl"], new string('x', 4001)));

        Assert.Equal(("De Brug", "Veldhuis & De Wit", RolloutSettings.DefaultBrand, "en,nl,fr", ""), (_rollout.PlatformName, _rollout.Company, _rollout.Brand, _rollout.LanguageList, _rollout.HouseRules));
    }

    [Fact]
    public void The_platform_has_an_address_that_is_not_that_of_Rollout()
    {
        var rollout = new Uri("https://rollout.voorbeeld.be/");

        Refused.By(RolloutRules.PlatformHasAnAddress, () => _rollout.FoundAt(null, rollout));
        Refused.By(RolloutRules.PlatformHasAnAddress, () => _rollout.FoundAt("the platform", rollout));
        Refused.By(RolloutRules.PlatformIsElsewhere, () => _rollout.FoundAt("https://rollout.voorbeeld.be/start", rollout));

        Assert.Equal(A.Platform, _rollout.Platform);
    }

    [Fact]
    public void Its_numbers_stay_within_what_is_reasonable()
    {
        Refused.By(RolloutRules.BudgetIsSmall, () => _rollout.BudgetContact(-1));
        Refused.By(RolloutRules.BudgetIsSmall, () => _rollout.BudgetContact(6));
        Refused.By(RolloutRules.OffersLiveSomeHours, () => _rollout.SetOfferDuration(0));
        Refused.By(RolloutRules.OffersLiveSomeHours, () => _rollout.SetOfferDuration(41));
        Refused.By(RolloutRules.NormIsOfAGroup, () => _rollout.SetAmbassadorNorm(4));
        Refused.By(RolloutRules.NormIsOfAGroup, () => _rollout.SetAmbassadorNorm(1001));

        Assert.Equal((1, RolloutSettings.DefaultOfferHours, RolloutSettings.DefaultPeoplePerAmbassador), (_rollout.ContactBudget, _rollout.OfferHours, _rollout.PeoplePerAmbassador));
    }
}
