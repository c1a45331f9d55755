using System.ComponentModel.DataAnnotations;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>The form of the first start, as typed.</summary>
internal sealed class FirstStartInput : RolloutInput
{
    [Required(ErrorMessage = "first-start.given-name-needed"), StringLength(200, ErrorMessage = "first-start.name-fits")]
    public string? GivenName { get; set; }

    [StringLength(50, ErrorMessage = "first-start.infix-short")]
    public string? Infix { get; set; }

    [Required(ErrorMessage = "sign-in.family-name-needed"), StringLength(200, ErrorMessage = "first-start.name-fits")]
    public string? FamilyName { get; set; }

    [Required(ErrorMessage = "sign-in.email-needed"), TypedEmail]
    public string? Email { get; set; }

    [StringLength(50, ErrorMessage = "first-start.number-fits")]
    public string? PersonnelNumber { get; set; }

    [Required(ErrorMessage = "rule.branch.needs-a-name"), StringLength(100, ErrorMessage = "rule.branch.needs-a-name")]
    public string? Branch { get; set; }

    /// <summary>A mail goes to the lead at once, so that they see whether mail arrives.</summary>
    public bool SendTest { get; set; }

    /// <summary>A <see cref="Rollout.App.Modules.Organisation.FirstStart.Place.Key"/>.</summary>
    [KnownPlace]
    public string? Place { get; set; }

    [Required(ErrorMessage = "rule.rollout.platform-has-an-address"), TypedWebAddress]
    public string? PlatformAddress { get; set; }

    /// <summary>The initial values of the form.</summary>
    public static FirstStartInput Proposed(string language)
    {
        var input = new FirstStartInput { Brand = RolloutSettings.DefaultBrand, SendTest = true };
        input.Tick([language, .. RolloutSettings.KnownLanguages]);
        return input;
    }

    /// <param name="language">The language the lead uses.</param>
    public FirstRollout ToRollout(string language) => new(
        new FirstLead(
            GivenName!, Infix ?? "", FamilyName!, EmailCell.Read(Email!)!,
            string.IsNullOrWhiteSpace(PersonnelNumber) ? null : PersonnelNumber.Trim(),
            Languages.Contains(language) ? language : Languages[0]),
        Branch!, Places.Find(Place)!, Platform!, PlatformAddress!, Company!, Brand!, Languages, HouseRules ?? "", SendTest);
}
