using System.Buffers;
using System.Globalization;
using System.Text;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>The visible text of a cell: NFC, trimmed, without zero-width and direction control characters.</summary>
/// <param name="Text">The cleaned text.</param>
/// <param name="Codes">Codes for direction controls, control characters and line breaks that were found.</param>
public readonly record struct CellText(string Text, ImportCodes Codes)
{
    private static readonly SearchValues<char> Ordinary = SearchValues.Create(OrdinaryLetters());

    // What people write in a cell that should have been empty.
    private static readonly HashSet<string> StandsForNothing = new(["n.v.t.", "nvt", "-", "geen", "none"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Cleans the raw text of a cell.</summary>
    public static CellText Clean(string cell)
    {
        cell = Unquoted(cell);
        if (!cell.AsSpan().ContainsAnyExceptInRange(' ', '~') || cell.AsSpan().IndexOfAnyExcept(Ordinary) < 0)
        {
            return new CellText(cell.Trim(' '), ImportCodes.None);
        }

        var codes = ImportCodes.None;
        var kept = new StringBuilder(cell.Length);
        var previous = default(Rune);
        var runes = cell.AsSpan();
        while (!runes.IsEmpty)
        {
            Rune.DecodeFromUtf16(runes, out var rune, out var length);
            runes = runes[length..];
            var code = Judge(rune, previous, runes, out var replacement);
            codes |= code;
            if (replacement is { } stays)
            {
                kept.Append(stays.ToString());
                previous = stays;
            }
        }

        var text = TextNormalizer.In(NormalizationForm.FormC, kept.ToString()).Trim();
        return new CellText(text, LineBreakInside(cell) ? codes : codes & ~ImportCodes.NewlineInName);
    }

    /// <summary>Whether a person would see nothing.</summary>
    public static bool IsBlank(string cell) => cell.Length == 0 || cell.AsSpan().IsWhiteSpace() || Clean(cell).Text.Length == 0;

    /// <summary>The text, or empty when it is a placeholder such as <c>n.v.t.</c> or <c>geen</c>.</summary>
    public string OrNothing() => Text.Length <= 6 && StandsForNothing.Contains(Text) ? "" : Text;

    /// <summary>The length in code points, as a person and PostgreSQL count it.</summary>
    public static int LengthOf(string text)
    {
        var pairs = 0;
        foreach (var c in text)
        {
            pairs += char.IsLowSurrogate(c) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    /// <summary>Exports write <c>="000991"</c> so that a spreadsheet keeps the zeros. Any other formula stays text.</summary>
    private static string Unquoted(string cell) =>
        cell is ['=', '"', .., '"'] && cell.AsSpan(2, cell.Length - 3).Contains('"') is false ? cell[2..^1] : cell;

    /// <summary>Decides about one character: keep, replace by a space or drop it, and which code to report.</summary>
    private static ImportCodes Judge(Rune rune, Rune previous, ReadOnlySpan<char> rest, out Rune? stays)
    {
        stays = null;
        switch (rune.Value)
        {
            case '\n' or '\r' or 0x2028 or 0x2029:
                stays = new Rune(' ');
                return ImportCodes.NewlineInName;
            case '\t':
                stays = new Rune(' ');
                return ImportCodes.None;
            case 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069):
                return ImportCodes.BidiStripped;
            case 0x200D when IsEmoji(previous) && Rune.DecodeFromUtf16(rest, out var next, out _) == OperationStatus.Done && IsEmoji(next):
                stays = rune;
                return ImportCodes.None;
            case 0x00AD or 0x180E or 0x200B or 0x200C or 0x200D or 0x2060 or 0xFEFF:
                return ImportCodes.None;
        }

        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || rune.Value is 0xFFFE or 0xFFFF)
        {
            return ImportCodes.ControlCharacter;
        }

        stays = Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? new Rune(' ') : rune;
        return ImportCodes.None;
    }

    /// <summary>Line breaks at either end are trimmed with the spaces and not reported.</summary>
    private static bool LineBreakInside(string cell) => cell.AsSpan().Trim().IndexOfAny("\r\n\u2028\u2029") >= 0;

    private static bool IsEmoji(Rune rune) => rune.Value
        is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2190 and <= 0x2BFF) or 0xFE0F or 0xA9 or 0xAE or 0x203C or 0x2049 or 0x3030 or 0x303D or 0x3297 or 0x3299;

    private static string OrdinaryLetters()
    {
        var letters = new StringBuilder();
        for (var c = ' '; c <= '~'; c++)
        {
            letters.Append(c);
        }

        for (var c = '\u00C0'; c <= '\u024F'; c++)
        {
            letters.Append(c);
        }

        return letters.Append("’–€").ToString();
    }
}
