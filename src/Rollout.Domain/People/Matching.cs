using System.Globalization;
using System.Text;

namespace Rollout.Domain.People;

/// <summary>How words typed by different hands are recognised as the same.</summary>
public static class Matching
{
    /// <summary>
    /// Trimmed (no-break and zero-width spaces too), composed (NFC), invariant lower case: "Utrecht " and "utrecht" are one.
    /// </summary>
    public static string Key(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormC))
        {
            if (char.GetUnicodeCategory(character) is not UnicodeCategory.Format)
            {
                kept.Append(character);
            }
        }

        return kept.ToString().Trim().ToLowerInvariant();
    }

    /// <summary>
    /// The digits of a telephone number with its leading plus, or null when there are too few to ring: "+32 470 12-34-56" and
    /// "+32470123456" are one. A national number is not turned into an international one.
    /// </summary>
    public static string? Digits(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        var rounded = number.Contains("E+", StringComparison.OrdinalIgnoreCase); // what a spreadsheet left of a long number
        return digits.Length < 6 || rounded ? null : number.StartsWith('+') ? "+" + digits : digits;
    }
}
