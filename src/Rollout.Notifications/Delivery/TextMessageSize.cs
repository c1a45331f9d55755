using System.Globalization;
using System.Text;
using Rollout.Domain.SharedKernel;

namespace Rollout.Notifications.Delivery;

/// <summary>How long a text message is, as networks count it and bill it.</summary>
/// <param name="Parts">How many messages it is sent and billed as.</param>
/// <param name="IsPlain">Whether all its characters are of the GSM alphabet (3GPP 23.038). One that is not makes the whole text take more than twice the room.</param>
public sealed record TextMessageSize(int Parts, bool IsPlain)
{
    private const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string Escaped = "^{}\\[~]|€\f"; // each counts twice

    private static readonly Dictionary<char, string> Plainly = new()
    {
        ['’'] = "'", ['‘'] = "'", ['“'] = "\"", ['”'] = "\"", ['«'] = "\"", ['»'] = "\"", ['–'] = "-", ['—'] = "-", ['…'] = "...", ['œ'] = "oe", ['Œ'] = "OE", ['\u00a0'] = " ", ['\u202f'] = " ",
    };

    public static TextMessageSize Of(string text)
    {
        var isPlain = text.All(IsInAlphabet);
        IReadOnlyList<int> units = isPlain ? [.. text.Select(c => Escaped.Contains(c, StringComparison.Ordinal) ? 2 : 1)] : [.. text.EnumerateRunes().Select(r => r.Utf16SequenceLength)];
        return new TextMessageSize(isPlain ? Count(units, 160, 153) : Count(units, 70, 67), isPlain);
    }

    /// <summary>The same text in the GSM alphabet, as far as its letters have a plain form there: "Zoë" becomes "Zoe", and é stays é.</summary>
    public static string WithoutAccents(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in TextNormalizer.In(NormalizationForm.FormC, text))
        {
            plain.Append(IsInAlphabet(c) ? c.ToString() : Plainly.GetValueOrDefault(c) ?? Bare(c));
        }

        return plain.ToString();
    }

    // No character is split over two parts.
    private static int Count(IReadOnlyList<int> units, int alone, int each)
    {
        if (units.Sum() <= alone)
        {
            return 1;
        }

        var (parts, used) = (1, 0);
        foreach (var unit in units)
        {
            (parts, used) = used + unit > each ? (parts + 1, unit) : (parts, used + unit);
        }

        return parts;
    }

    private static bool IsInAlphabet(char c) => Basic.Contains(c, StringComparison.Ordinal) || Escaped.Contains(c, StringComparison.Ordinal);

    private static string Bare(char c) =>
        new([.. TextNormalizer.In(NormalizationForm.FormD, c.ToString()).Where(part => CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)]);
}
