using System.Globalization;
using System.Text;

namespace Rollout.Domain.SharedKernel;

/// <summary>Normalizes text entered by different people, so that equal values compare equal.</summary>
public static class TextNormalizer
{
    /// <summary>Trims (including no-break and zero-width spaces), composes (NFC) and lower-cases invariantly: "Utrecht " and "utrecht" become equal.</summary>
    public static string Normalize(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in In(NormalizationForm.FormC, text))
        {
            if (char.GetUnicodeCategory(character) is not UnicodeCategory.Format)
            {
                kept.Append(character);
            }
        }

        return kept.ToString().Trim().ToLowerInvariant();
    }

    /// <summary>A text in a normalization form, without U+FFFE: it is valid, but .NET throws at it (findings/dotnet-normalization-refuses-fffe.sh).</summary>
    public static string In(NormalizationForm form, string text) => text.Replace("\uFFFE", "", StringComparison.Ordinal).Normalize(form);

    /// <summary>
    /// The words of a text as people compare and search them, in lower case, without accents and apostrophes, one space between: "Zoë D’Hondt-Maes"
    /// becomes "zoe dhondt maes". Text without a letter or digit stays as <see cref="Normalize"/> has it.
    /// </summary>
    public static string Fold(string text)
    {
        var key = Normalize(text);
        if (IsFolded(key))
        {
            return key;
        }

        var folded = new StringBuilder(key.Length);
        foreach (var character in In(NormalizationForm.FormKD, key.Replace('´', '\''))) // decomposed it would be a space
        {
            if (Letters(character) is { } letters)
            {
                folded.Append(letters);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        var words = folded.ToString().TrimEnd();
        return words.Length == 0 ? key : words;
    }

    /// <summary>
    /// A personnel number without the zeros in front, which spreadsheets drop, and without the dots they group thousands with: "000731" and
    /// "731", "1.236" and "1236". It only finds numbers that may be the same; "0106" and "106" can be two people.
    /// </summary>
    public static string WithoutZeros(string personnelKey)
    {
        var digits = IsGrouped(personnelKey) ? personnelKey.Replace(".", "", StringComparison.Ordinal) : personnelKey;
        var bare = digits.TrimStart('0');
        return bare.Length == 0 ? digits : bare;
    }

    /// <summary>As much of the text as may be kept; folding can make a text longer.</summary>
    internal static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private static bool IsFolded(string key)
    {
        var previous = ' ';
        foreach (var character in key)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && !(character == ' ' && previous != ' '))
            {
                return false;
            }

            previous = character;
        }

        return true;
    }

    /// <summary>What one character of a decomposed text contributes to a word; null for separators.</summary>
    private static string? Letters(char character) => character switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        '\'' or '’' or '‘' or 'ʼ' or '`' => "",
        _ when char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark => "",
        _ => char.IsLetterOrDigit(character) || char.IsSurrogate(character) ? character.ToString() : null,
    };

    private static bool IsGrouped(string number)
    {
        var groups = number.Split('.');
        return groups.Length > 1 && groups[0].Length is >= 1 and <= 3 && Array.TrueForAll(groups[1..], g => g.Length == 3)
            && Array.TrueForAll(groups, g => g.All(char.IsAsciiDigit));
    }
}
