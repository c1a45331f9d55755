using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Reads dates as Excel, Outlook, Workday, Active Directory and people write them: numeric with day or year first, with the month in words (Dutch, French,
/// English), followed by a time or zone, which is ignored, or as a spreadsheet serial number. Two-digit years up to 69 are 20xx, as in POSIX.
/// </summary>
internal static partial class DateCell
{
    // From 18 May 1927 to 31 December 2099; other numbers are unlikely to be dates.
    private const int FirstSerial = 10_000;
    private const int LastSerial = 73_050;

    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    private static readonly LocalDate SerialZero = new(1899, 12, 30);

    // The first letters of the months that tell them apart in Dutch, French and English, without accents.
    private static readonly (string Start, int Month)[] Months =
    [
        ("jan", 1), ("fe", 2), ("mrt", 3), ("maa", 3), ("mar", 3), ("ap", 4), ("av", 4), ("mai", 5), ("mei", 5), ("may", 5), ("juin", 6), ("jun", 6),
        ("juil", 7), ("jul", 7), ("aug", 8), ("aou", 8), ("sep", 9), ("okt", 10), ("oct", 10), ("nov", 11), ("dec", 12), ("dez", 12),
    ];

    /// <summary>The date, or null if the text is not a valid one.</summary>
    /// <param name="monthFirst">Whether 8/9/2021 is 9 August.</param>
    /// <param name="remark">A remark about a date that was read.</param>
    public static LocalDate? Read(string text, bool monthFirst, out ImportCodes remark)
    {
        remark = ImportCodes.None;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso) && iso.Year is >= FirstYear and <= LastYear)
        {
            return LocalDate.FromDateOnly(iso); // what most files have, and many times faster than an expression
        }

        if (Figures().Match(text) is { Success: true } figures)
        {
            var (first, second) = (Number(figures.Groups[1]), Number(figures.Groups[3]));
            remark = monthFirst ? ImportCodes.DateMonthFirst : ImportCodes.None;
            return monthFirst ? On(figures.Groups[4], first, second, ref remark) : On(figures.Groups[4], second, first, ref remark);
        }

        if (YearFirst().Match(text) is { Success: true } year)
        {
            return On(year.Groups["y"], Number(year.Groups["m"]), Number(year.Groups["d"]), ref remark);
        }

        if (InWords().Match(text) is { Success: true } words && MonthOf(words.Groups["m"].Value) is { } month)
        {
            return On(words.Groups["y"], month, Number(words.Groups["d"]), ref remark);
        }

        remark = ImportCodes.DateExcelSerial;
        return Serial().Match(text) is { Success: true } serial && Number(serial.Groups[1]) is >= FirstSerial and <= LastSerial and var days ? SerialZero.PlusDays(days) : null;
    }

    /// <summary>The two numbers before the year and their separator; null if the text is not a numeric date with the year last.</summary>
    internal static (int First, int Second, char Separator)? FiguresOf(string text) =>
        Figures().Match(text) is { Success: true } figures ? (Number(figures.Groups[1]), Number(figures.Groups[3]), figures.Groups[2].ValueSpan[0]) : null;

    private static LocalDate? On(Group yearGroup, int month, int day, ref ImportCodes remark)
    {
        var year = Number(yearGroup);
        if (yearGroup.Length == 2)
        {
            year += year <= 69 ? 2000 : 1900;
            remark |= ImportCodes.DateTwoDigitYear;
        }

        return year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }

    private static int? MonthOf(string word)
    {
        var plain = Domain.SharedKernel.TextNormalizer.Fold(word);
        var found = Array.Find(Months, month => plain.StartsWith(month.Start, StringComparison.Ordinal));
        return found.Month == 0 ? null : found.Month;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    // A time of day, in any of the ways it follows a day.
    private const string Time = @"([T ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?\s*([AaPp][Mm])?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?$";

    [GeneratedRegex(@"^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + Time, RegexOptions.CultureInvariant)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:(?<sep>[-/.])(?<m>[0-9]{1,2})\k<sep>(?<d>[0-9]{1,2})" + Time + @"|(?<m>[0-9]{2})(?<d>[0-9]{2})(?:[0-9]{6}(?:\.[0-9]+)?(?:Z|[+-][0-9]{4})?)?$)", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?:\p{L}{2,9}\.?,? )?(?:(?<d>[0-9]{1,2})(?:e|er|st|nd|rd|th)?[ .-]+(?<m>\p{L}{3,9})\.?[ ,.-]+|(?<m>\p{L}{3,9})\.? (?<d>[0-9]{1,2})(?:st|nd|rd|th)?,? )(?<y>[0-9]{4}|[0-9]{2})" + Time, RegexOptions.CultureInvariant)]
    private static partial Regex InWords();

    [GeneratedRegex(@"^([0-9]{5})([.,][0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Serial();
}
