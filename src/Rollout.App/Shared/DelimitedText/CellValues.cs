using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Parses cells that are not plain text. Each method takes a cleaned cell, returns null when it is empty or invalid, and reports which in the codes.</summary>
public static partial class CellValues
{
    // From 18 May 1927 to 31 December 2099: other numbers are more likely not dates.
    private const int FirstSerial = 10_000;
    private const int LastSerial = 73_050;

    private static readonly LocalDate SerialZero = new(1899, 12, 30);

    /// <summary>An e-mail address in invariant lower case; <c>Name &lt;address&gt;</c> gives the address.</summary>
    public static string? Email(CellText cell, ref ImportCodes codes)
    {
        var text = cell.OrNothing();
        if (text.Length == 0)
        {
            codes |= ImportCodes.NoEmail;
            return null;
        }

        if ((cell.Codes & ImportCodes.NewlineInName) == 0 && DisplayName().Match(text) is { Success: true } match)
        {
            codes |= ImportCodes.EmailDisplayName;
            text = match.Groups[1].Value;
        }

        if ((cell.Codes & ImportCodes.NewlineInName) != 0 || !IsAddress(text))
        {
            codes |= ImportCodes.EmailInvalid;
            return null;
        }

        return text.ToLowerInvariant();
    }

    /// <summary>
    /// A date as people and software in our countries write it. Two-digit years up to 69 are 20xx (as in POSIX), and a bare number is an Excel serial date.
    /// </summary>
    public static LocalDate? Date(CellText cell, ref ImportCodes codes)
    {
        var text = cell.OrNothing();
        if (text.Length == 0)
        {
            return null;
        }

        var (date, code) = DayFirst().Match(text) is { Success: true } day ? DayMonthYear(day)
            : YearFirst().Match(text) is { Success: true } year ? (On(Number(year.Groups["y"]), Number(year.Groups["m"]), Number(year.Groups["d"])), ImportCodes.None)
            : Serial().Match(text) is { Success: true } serial ? FromSerial(Number(serial.Groups[1]))
            : (null, ImportCodes.None);
        codes |= date is null ? ImportCodes.DateInvalid : code;
        return date;
    }

    /// <summary>A full-time equivalent between 0 and 1.5, with a decimal comma or point. Percentages are not guessed.</summary>
    public static decimal? Fte(CellText cell, ref ImportCodes codes)
    {
        var text = cell.OrNothing();
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fte)
            && fte is >= 0 and <= 1.5m)
        {
            return decimal.Round(fte, 4);
        }

        codes |= ImportCodes.FteInvalid;
        return null;
    }

    /// <summary>Yes or no in three languages; null for anything else.</summary>
    public static bool? YesNo(CellText cell) => cell.Text.ToUpperInvariant() switch
    {
        "J" or "JA" or "O" or "OUI" or "Y" or "YES" or "1" or "TRUE" or "WAAR" or "VRAI" or "X" => true,
        "N" or "NEE" or "NEEN" or "NON" or "NO" or "0" or "FALSE" or "ONWAAR" or "FAUX" => false,
        _ => null,
    };

    /// <summary>Whether Excel rounded a number, such as <c>1,23457E+11</c>: the original cannot be restored.</summary>
    public static bool IsDamagedByExcel(string text) => Scientific().IsMatch(text);

    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || text.Length > 254 || !Local().IsMatch(text.AsSpan(0, at)))
        {
            return false;
        }

        return Domain().IsMatch(text.AsSpan(at + 1));
    }

    private static (LocalDate? Date, ImportCodes Code) DayMonthYear(Match match)
    {
        var year = Number(match.Groups[4]);
        var two = match.Groups[4].Length == 2;
        var full = !two ? year : year <= 69 ? 2000 + year : 1900 + year;
        return (On(full, Number(match.Groups[3]), Number(match.Groups[1])), two ? ImportCodes.DateTwoDigitYear : ImportCodes.None);
    }

    private static (LocalDate? Date, ImportCodes Code) FromSerial(int days) =>
        (days is >= FirstSerial and <= LastSerial ? SerialZero.PlusDays(days) : null, ImportCodes.DateExcelSerial);

    private static LocalDate? On(int year, int month, int day) =>
        year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[^<>]*<([^<>]+)>$", RegexOptions.CultureInvariant)]
    private static partial Regex DisplayName();

    // The atoms of RFC 5322, and letters and digits of any script (RFC 6531).
    [GeneratedRegex(@"^[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_`{|}~-]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Local();

    [GeneratedRegex(@"^([\p{L}\p{M}\p{Nd}]([\p{L}\p{M}\p{Nd}-]{0,61}[\p{L}\p{M}\p{Nd}])?\.)+(xn--[a-z0-9-]{1,58}[a-z0-9]|\p{L}{2,63})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Domain();

    [GeneratedRegex(@"^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:(?<sep>[-/])(?<m>[0-9]{1,2})\k<sep>(?<d>[0-9]{1,2})|(?<m>[0-9]{2})(?<d>[0-9]{2}))([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^([0-9]{5})([.,][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Serial();

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?E\+[0-9]+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}
