using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The day of a report as the name of its file says it: <c>…_2026-11-17.csv</c>, <c>…20261117…</c>, or the admin centre's <c>…_11_17_2026 9_05_12 AM.csv</c>.</summary>
internal static partial class ReportDay
{
    /// <summary>Null when the name holds no day, or two different ones.</summary>
    public static LocalDate? In(string fileName)
    {
        var days = Ordered().Matches(fileName).Select(Read).Concat(American().Matches(fileName).Select(Read)).OfType<LocalDate>().Distinct().ToList();
        return days.Count == 1 ? days[0] : null;
    }

    private static LocalDate? Read(Match match)
    {
        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var (year, month, day) = (Number("y"), Number("m"), Number("d"));
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    [GeneratedRegex(@"(?<!\d)(?<y>20\d\d)(?<sep>[-_.]?)(?<m>\d\d)\k<sep>(?<d>\d\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"(?<!\d)(?<m>\d{1,2})_(?<d>\d{1,2})_(?<y>20\d\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex American();
}
