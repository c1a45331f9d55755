using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>
/// Mobile numbers in international form, however they were written: "0470 12 34 56", "+32 (0)470/12.34.56", "0032470123456" and the
/// "470123456" that a spreadsheet made of it are one number.
/// </summary>
public static partial class MobileNumber
{
    private const int Shortest = 6;
    private const int Longest = 15; // ITU-T E.164
    private const int ShortestNational = 8;

    private static readonly SearchValues<char> Dialled = SearchValues.Create("+0123456789");

    // The calling code, what is dialled before a national number, and what the mobile numbers of the country look like without it (national numbering plans).
    private static readonly FrozenDictionary<string, Plan> Plans = new Dictionary<string, Plan>
    {
        ["BE"] = new("32", "0", BelgianMobile()),
        ["NL"] = new("31", "0", DutchMobile()),
        ["FR"] = new("33", "0", FrenchMobile()),
        ["LU"] = new("352", "", LuxembourgMobile()),
        ["DE"] = new("49", "0", GermanMobile()),
        ["GB"] = new("44", "0", BritishMobile()),
        ["AT"] = new("43", "0", null),
        ["CH"] = new("41", "0", null),
        ["DK"] = new("45", "", null),
        ["ES"] = new("34", "", null),
        ["IE"] = new("353", "0", null),
        ["IT"] = new("39", "", null),
        ["NO"] = new("47", "", null),
        ["PL"] = new("48", "", null),
        ["PT"] = new("351", "", null),
        ["SE"] = new("46", "0", null),
    }.ToFrozenDictionary();

    /// <summary>The number in international form ("+32470123456"), or null when it cannot be a telephone number.</summary>
    /// <param name="written">As someone typed it or a spreadsheet kept it, possibly without its leading zero.</param>
    /// <param name="country">
    /// The two letters of the country of the person's branch, which decides what a national number means. A number that cannot be a mobile of
    /// that country but is one of a neighbouring country is taken as the neighbour's. Where the calling code is not known, national numbers stay as they are.
    /// </param>
    public static string? International(string written, string country)
    {
        var text = TextNormalizer.Normalize(written);
        return text.Contains("e+", StringComparison.Ordinal) ? null // what a spreadsheet left of a long number
            : One(text, country) ?? One(Separators().Split(text)[0], country);
    }

    private static string? One(string text, string country)
    {
        var dialled = text[Math.Max(0, text.AsSpan().IndexOfAny(Dialled))..];
        var digits = string.Concat(Decimals().Replace(dialled, "").Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit));
        var number = dialled.StartsWith('+') ? WithCode(digits)
            : digits.StartsWith("00", StringComparison.Ordinal) ? WithCode(digits[2..])
            : National(digits, country);
        return number.Length is < Shortest or > Longest + 1 ? null : number;
    }

    /// <summary>"+32 0470": the zero is dialled within the country only.</summary>
    private static string WithCode(string digits)
    {
        foreach (var plan in Plans.Values)
        {
            if (plan.Trunk.Length > 0 && digits.StartsWith(plan.Code + plan.Trunk, StringComparison.Ordinal))
            {
                return $"+{plan.Code}{digits[(plan.Code.Length + plan.Trunk.Length)..]}";
            }
        }

        return "+" + digits;
    }

    private static string National(string digits, string country)
    {
        if (digits.Length < Shortest)
        {
            return "";
        }

        var own = Plans.GetValueOrDefault(country);
        foreach (var plan in new[] { own, Plans["BE"], Plans["NL"] })
        {
            if (plan?.Mobile is { } mobile && plan.Strip(digits) is var significant && mobile.IsMatch(significant))
            {
                return $"+{plan.Code}{significant}";
            }
        }

        return own is null ? digits
            : digits.StartsWith(own.Code, StringComparison.Ordinal) && digits.Length >= own.Code.Length + ShortestNational ? "+" + digits
            : $"+{own.Code}{own.StripTrunk(digits)}";
    }

    private sealed record Plan(string Code, string Trunk, Regex? Mobile)
    {
        /// <summary>Without the calling code, where what is left is a mobile number, and without the digits dialled within the country.</summary>
        public string Strip(string digits) =>
            digits.StartsWith(Code, StringComparison.Ordinal) && Mobile!.IsMatch(digits[Code.Length..]) ? digits[Code.Length..] : StripTrunk(digits);

        public string StripTrunk(string digits) => Trunk.Length > 0 && digits.StartsWith(Trunk, StringComparison.Ordinal) ? digits[Trunk.Length..] : digits;
    }

    [GeneratedRegex("^4[0-9]{8}$")]
    private static partial Regex BelgianMobile();

    [GeneratedRegex("^6[0-9]{8}$")]
    private static partial Regex DutchMobile();

    [GeneratedRegex("^[67][0-9]{8}$")]
    private static partial Regex FrenchMobile();

    [GeneratedRegex("^6[0-9]{8}$")]
    private static partial Regex LuxembourgMobile();

    [GeneratedRegex("^1[567][0-9]{8,9}$")]
    private static partial Regex GermanMobile();

    [GeneratedRegex("^7[0-9]{9}$")]
    private static partial Regex BritishMobile();

    // "470123456,00": a spreadsheet kept the number as a decimal.
    [GeneratedRegex("(?<=[0-9]{6,})[.,]0{1,2}$")]
    private static partial Regex Decimals();

    // "0470 12 34 56 / 09 123 45 67": the first of two.
    [GeneratedRegex(@"[;,|]|\s/\s|\s(of|ou|or|en|et|and)\s")]
    private static partial Regex Separators();
}
