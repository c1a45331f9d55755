using System.ComponentModel.DataAnnotations;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Shared.Components;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The settings as typed on the page of one part.</summary>
internal sealed class SettingsInput : RolloutInput
{
    /// <summary>Where moments are typed: a <see cref="Rollout.App.Modules.Organisation.FirstStart.Place.Key"/>.</summary>
    [KnownPlace]
    public string? Place { get; set; }

    [TypedWebAddress]
    public string? PlatformAddress { get; set; }

    [Range(0, 5, ErrorMessage = "rule.rollout.budget-is-small")]
    public int ContactBudget { get; set; }

    [Range(1, 40, ErrorMessage = "rule.rollout.offers-live-some-hours")]
    public int OfferHours { get; set; }

    [Range(5, 1000, ErrorMessage = "rule.rollout.norm-is-of-a-group")]
    public int PeoplePerAmbassador { get; set; } = RolloutSettings.DefaultPeoplePerAmbassador;

    /// <summary>The version of the settings shown on the form.</summary>
    public int Version { get; set; }

    /// <summary>Takes what is on the pages of the other parts from the settings as they are: the form of one part does not send it.</summary>
    public void TakeOthersFrom(SettingsInput now, SettingsPart part)
    {
        if (part != SettingsPart.Platform)
        {
            (Platform, Company, Brand, KnownBrand, PlatformAddress) = (now.Platform, now.Company, now.Brand, now.Brand, now.PlatformAddress);
        }

        if (part != SettingsPart.Languages)
        {
            (FirstLanguage, English, Dutch, French, HouseRules, Place) = (now.FirstLanguage, now.English, now.Dutch, now.French, now.HouseRules, now.Place);
        }

        if (part != SettingsPart.Rules)
        {
            (ContactBudget, OfferHours, PeoplePerAmbassador) = (now.ContactBudget, now.OfferHours, now.PeoplePerAmbassador);
        }
    }

    public static SettingsInput Of(RolloutSettings rollout)
    {
        var input = new SettingsInput
        {
            Platform = rollout.PlatformName,
            Company = rollout.Company,
            Brand = rollout.Brand,
            KnownBrand = rollout.Brand,
            HouseRules = rollout.HouseRules,
            Place = Places.Of(rollout.Zone)?.Key,
            PlatformAddress = rollout.PlatformAddress,
            ContactBudget = rollout.ContactBudget,
            OfferHours = rollout.OfferHours,
            PeoplePerAmbassador = rollout.PeoplePerAmbassador,
            Version = rollout.Version,
        };
        input.Tick(rollout.Languages);
        return input;
    }
}
