using System.ComponentModel.DataAnnotations;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Shared.Components;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The settings form as typed.</summary>
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
