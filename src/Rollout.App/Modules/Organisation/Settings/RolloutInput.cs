using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Rollout.Domain;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>What is typed about the rollout as a whole, at the first start and in the settings.</summary>
public class RolloutInput
{
    private const string Colour = "#[0-9a-fA-F]{6}";

    [Required(ErrorMessage = "rule.rollout.needs-a-name"), StringLength(60, ErrorMessage = "rule.rollout.needs-a-name")]
    public string? Platform { get; set; }

    [Required(ErrorMessage = "rule.rollout.needs-a-company"), StringLength(100, ErrorMessage = "rule.rollout.needs-a-company")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "rule.rollout.brand-is-a-colour"), RegularExpression(Colour, ErrorMessage = "rule.rollout.brand-is-a-colour"), ReviewedWarning]
    public string? Brand { get; set; }

    /// <summary>The concerns about the colour have been read.</summary>
    public bool BrandAnyway { get; set; }

    /// <summary>The colour the form was filled from: it has been chosen before.</summary>
    public string? KnownBrand { get; set; }

    /// <summary>The language of whoever has not chosen one.</summary>
    [AllowedValues("en", "nl", "fr", ErrorMessage = "rule.rollout.needs-a-language")]
    public string? FirstLanguage { get; set; }

    public bool English { get; set; }
    public bool Dutch { get; set; }
    public bool French { get; set; }

    [StringLength(4000, ErrorMessage = "rule.rollout.house-rules-fit")]
    public string? HouseRules { get; set; }

    public IReadOnlyList<BrandWarning> Concerns => Brand is not null && Regex.IsMatch(Brand, $"^{Colour}$") ? BrandColour.ConcernsOf(Brand) : [];

    /// <summary>The chosen languages, the first one first.</summary>
    public IReadOnlyList<string> Languages =>
        [.. new[] { FirstLanguage, English ? "en" : null, Dutch ? "nl" : null, French ? "fr" : null }.OfType<string>().Distinct()];

    /// <summary>The languages as they are to be shown ticked.</summary>
    public void Tick(IReadOnlyList<string> languages) =>
        (FirstLanguage, English, Dutch, French) = (languages[0], languages.Contains("en"), languages.Contains("nl"), languages.Contains("fr"));

    /// <summary>A colour that deserves a second look is taken only when someone says they had it.</summary>
    private sealed class ReviewedWarningAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            validationContext.ObjectInstance is RolloutInput { BrandAnyway: false, Concerns.Count: > 0 } input && input.Brand != input.KnownBrand
                ? new ValidationResult("settings.brand-second-look", [nameof(Brand)])
                : ValidationResult.Success;
    }
}
