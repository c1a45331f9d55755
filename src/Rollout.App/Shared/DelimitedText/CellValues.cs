using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Parses cells that are not plain text. Each method takes a cleaned cell, returns null when it is empty or invalid, and reports which in the codes.</summary>
public static partial class CellValues
{
    /// <summary>A mail address in invariant lower case: see <see cref="EmailCell"/>.</summary>
    public static string? Email(CellText cell, ref ImportCodes codes)
    {
        var text = cell.OrNothing();
        if (text.Length == 0)
        {
            codes |= ImportCodes.NoEmail;
            return null;
        }

        var address = (cell.Codes & ImportCodes.NewlineInName) != 0 ? null : EmailCell.Read(text, ref codes);
        codes |= address is null ? ImportCodes.EmailInvalid : ImportCodes.None;
        return address;
    }

    /// <summary>Reads a date (<see cref="DateCell"/>).</summary>
    /// <param name="monthFirst">Whether the column is written month first (<see cref="DateOrder"/>).</param>
    public static LocalDate? Date(CellText cell, ref ImportCodes codes, bool monthFirst = false)
    {
        var text = cell.OrNothing();
        if (text.Length == 0)
        {
            return null;
        }

        var date = DateCell.Read(text, monthFirst, out var remark);
        codes |= date is null ? ImportCodes.DateInvalid : remark;
        return date;
    }

    /// <summary>The last day of employment; null for open ends such as 31-12-9999.</summary>
    public static LocalDate? LastDay(CellText cell, ref ImportCodes codes, bool monthFirst)
    {
        var text = cell.OrNothing();
        return text.Contains("9999", StringComparison.Ordinal) || text.Contains("2999", StringComparison.Ordinal) || text == "2958465" // Excel's last day
            ? null
            : Date(cell, ref codes, monthFirst);
    }

    /// <summary>
    /// A personnel number without the leading apostrophe and the decimals added by spreadsheets. Leading zeros and dots that may group thousands are kept.
    /// </summary>
    public static string Number(CellText cell)
    {
        var text = cell.OrNothing();
        text = text is ['\'' or '’' or '‘', _, ..] ? text[1..].TrimStart() : text;
        return WholeNumber().Match(text) is { Success: true } whole ? whole.Groups[1].Value : text;
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

    [GeneratedRegex("^([0-9]+)[.,]0{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?E\+[0-9]+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();
}
