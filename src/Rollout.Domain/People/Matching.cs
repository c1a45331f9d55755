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
}
