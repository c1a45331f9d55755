using System.Text.RegularExpressions;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Extracts one mail address from what Outlook, Access, Active Directory and people put around it: <c>Name &lt;address&gt;</c>, <c>mailto:</c>, <c>smtp:</c>,
/// quotes, hyperlinks with <c>#</c>, a full stop or semicolon behind.
/// </summary>
internal static partial class EmailCell
{
    // Longer text is not worth searching.
    private const int LongestTyped = 500;

    private static readonly string[] Prefixes = ["mailto:", "smtp:", "sip:"];

    /// <summary>The one address in what someone typed or pasted into a form, as addresses are matched; null if there is not exactly one.</summary>
    public static string? Read(string typed)
    {
        var ignored = ImportCodes.None;
        return typed.Length > LongestTyped ? null : Read(TextNormalizer.Normalize(typed), ref ignored);
    }

    /// <summary>The address in invariant lower case, or null if the text is not exactly one address.</summary>
    /// <param name="text">The cleaned cell, on one line.</param>
    /// <param name="codes">Receives a remark if a name was dropped.</param>
    public static string? Read(string text, ref ImportCodes codes)
    {
        if (IsPlain(text))
        {
            return text.ToLowerInvariant();
        }

        text = Hyperlink().Match(text) is { Success: true } link ? link.Groups[1].Value : text;
        if (DisplayName().Match(text) is { Success: true } named)
        {
            codes |= string.IsNullOrWhiteSpace(named.Groups[1].Value) ? ImportCodes.None : ImportCodes.EmailDisplayName;
            text = named.Groups[2].Value;
        }

        text = Bare(text);
        return IsAddress(text) ? text.ToLowerInvariant() : null;
    }

    private static string Bare(string text)
    {
        text = text.Trim(' ', '\'', '"', '‘', '’', '“', '”');
        if (Array.Find(Prefixes, prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
        {
            var query = text.IndexOf('?', StringComparison.Ordinal);
            text = (query < 0 ? text : text[..query])[prefix.Length..];
        }

        return text.TrimEnd('.', ';', ',', ' ').TrimStart().Replace('’', '\'').Replace('‘', '\'');
    }

    /// <summary>Fast path for ASCII letters, digits, dots and hyphens around one <c>@</c>, which covers nearly all addresses.</summary>
    private static bool IsPlain(string text)
    {
        var at = -1;
        var previous = '.';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '@' ? at >= 0 || previous == '.' : !(char.IsAsciiLetterOrDigit(c) || (c is '.' or '-' or '_' && previous is not ('.' or '@' or '-'))))
            {
                return false;
            }

            at = c == '@' ? i : at;
            previous = c;
        }

        return at is > 0 and <= 64 && text.Length <= 254 && char.IsAsciiLetterOrDigit(previous) && Domain().IsMatch(text.AsSpan(at + 1));
    }

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at is >= 1 and <= 64 && text.Length <= 254 && Local().IsMatch(text.AsSpan(0, at)) && Domain().IsMatch(text.AsSpan(at + 1));
    }

    [GeneratedRegex(@"^([^<>]*)<([^<>]+)>$", RegexOptions.CultureInvariant)]
    private static partial Regex DisplayName();

    // What Access makes of a hyperlink: the text, the address, perhaps more.
    [GeneratedRegex(@"^[^#]*#((?:mailto:)?[^#]+@[^#]+)#[^#]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Hyperlink();

    // The atoms of RFC 5322, and letters and digits of any script (RFC 6531).
    [GeneratedRegex(@"^[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_`{|}~-]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    [GeneratedRegex(@"^([\p{L}\p{M}\p{Nd}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])?\.)+(xn--[a-z0-9-]{1,58}[a-z0-9]|\p{L}{2,63})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Domain();
}
