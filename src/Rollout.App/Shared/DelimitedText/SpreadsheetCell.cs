using System.Globalization;
using System.Text.RegularExpressions;
using ExcelDataReader;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Cells of a spreadsheet as text. A number keeps the zeros in front that its format shows; a date becomes ISO 8601, whatever its format and the calendar of the
/// workbook.
/// </summary>
internal static partial class SpreadsheetCell
{
    /// <summary>The cells of the current row, at least so many.</summary>
    public static string[] RowOf(IExcelDataReader sheet, int atLeast)
    {
        var cells = new string[Math.Max(sheet.FieldCount, atLeast)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = i < sheet.FieldCount ? TextOf(sheet.GetValue(i), sheet, i) : "";
        }

        return cells;
    }

    private static string TextOf(object? value, IExcelDataReader sheet, int column) => value switch
    {
        null => "",
        string text => text,
        double number => NumberOf(number, sheet.GetNumberFormatString(column)),
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string NumberOf(double number, string? format) =>
        format is not null && LeadingZeros().IsMatch(format) && double.IsInteger(number) && number >= 0
            ? number.ToString(format, CultureInfo.InvariantCulture)
            : Math.Abs(number) < 1e15 ? ((decimal)number).ToString("0.###############", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    // "000000" and "0#\ ##\ ##\ ##": formats of numbers that are names, such as personnel and telephone numbers. .NET reads them as Excel does.
    [GeneratedRegex(@"^(?:""[^""]*""|\\.|[ \-/()])*0[0#](?:[0#]|""[^""]*""|\\.|[ \-/()])*$", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingZeros();
}
