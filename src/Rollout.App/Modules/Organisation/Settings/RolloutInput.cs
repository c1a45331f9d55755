using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The fields of the rollout as typed, at the first start and in the settings.</summary>
public class RolloutInput
{
    private const string Colour = "#[0-9a-fA-F]{6}";

    [Required(ErrorMessage = "rule.rollout.needs-a-name"), StringLength(60, ErrorMessage = "rule.rollout.needs-a-name")]
    public string? Platform { get; set; }

    [Required(ErrorMessage = "rule.rollout.needs-a-company"), StringLength(100, ErrorMessage = "rule.rollout.needs-a-company")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "rule.rollout.brand-is-a-colour"), RegularExpression(Colour, ErrorMessage = "rule.rollout.brand-is-a-colour"), ReviewedWarning]
    public string? Brand { get; set; }

    /// <summary>Confirms that the warnings about the colour have been read.</summary>
    public bool BrandAnyway { get; set; }

    /// <summary>The colour when the form was filled, which was accepted before.</summary>
    public string? KnownBrand { get; set; }

    /// <summary>The language of people who have not chosen one.</summary>
    [AllowedValues("en", "nl", "fr", ErrorMessage = "rule.rollout.needs-a-language")]
    public string? FirstLanguage { get; set; }

    public bool English { get; set; }
    public bool Dutch { get; set; }
    public bool French { get; set; }

    [StringLength(4000, ErrorMessage = "rule.rollout.house-rules-fit")]
    public string? HouseRules { get; set; }

    public IReadOnlyList<BrandWarning> Concerns => Brand is not null && Regex.IsMatch(Brand, $"^{Colour}$") ? BrandColour.ConcernsOf(Brand) : [];

    /// <summary>The chosen languages, the default first.</summary>
    public IReadOnlyList<string> Languages =>
        [.. new[] { FirstLanguage, English ? "en" : null, Dutch ? "nl" : null, French ? "fr" : null }.OfType<string>().Distinct()];

    /// <summary>Sets the ticked languages.</summary>
    public void Tick(IReadOnlyList<string> languages) =>
        (FirstLanguage, English, Dutch, French) = (languages[0], languages.Contains("en"), languages.Contains("nl"), languages.Contains("fr"));

    /// <summary>A colour with warnings is accepted only when they have been confirmed.</summary>
    private sealed class ReviewedWarningAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            validationContext.ObjectInstance is RolloutInput { BrandAnyway: false, Concerns.Count: > 0 } input && input.Brand != input.KnownBrand
                ? new ValidationResult("settings.brand-second-look", [nameof(Brand)])
                : ValidationResult.Success;
    }
}
