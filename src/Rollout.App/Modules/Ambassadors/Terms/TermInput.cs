using System.ComponentModel.DataAnnotations;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>The quota and window of a term, as typed.</summary>
internal class TermInput
{
    [Required(ErrorMessage = "rule.ambassador.quota-is-at-least-one"), Range(1, Ambassador.LargestQuota, ErrorMessage = "rule.ambassador.quota-is-at-least-one")]
    public int? Quota { get; set; }

    /// <summary>The first day in the format of a date field: 2026-11-02.</summary>
    [Required(ErrorMessage = "term.from-needed"), RegularExpression(@"\d{4}-\d{2}-\d{2}", ErrorMessage = "term.from-needed")]
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    [Required(ErrorMessage = "term.until-needed"), RegularExpression(@"\d{4}-\d{2}-\d{2}", ErrorMessage = "term.until-needed")]
    public string? Until { get; set; }

    public LocalDate FirstDay() => Day(From);

    public LocalDate LastDay() => Day(Until);

    /// <summary>A date in the format of a date field.</summary>
    public static string Typed(LocalDate day) => LocalDatePattern.Iso.Format(day);

    // An impossible day (31 February) makes the window invalid.
    private static LocalDate Day(string? typed)
    {
        var day = Shared.Components.FormParsing.Day(typed);
        AmbassadorRules.WindowEndsAfterItStarts.Ensure(day is not null);
        return day!.Value;
    }
}
