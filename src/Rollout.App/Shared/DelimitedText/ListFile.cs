using System.Globalization;
using System.Net.Mime;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>A list as a file: every row of what a page shows, as CSV or as a workbook, by the ending of the address. Rows are read and written one by one, so a long list needs no memory.</summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="header">The columns' names.</param>
/// <param name="rows">Cells are text, <see cref="int"/>, <see cref="LocalDate"/>, <see cref="LocalDateTime"/>, or null for an empty one.</param>
public sealed partial class ListFile(string name, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows) : IResult
{
    /// <summary>What follows the address of a list in the pattern of its files: <c>.csv</c> or <c>.xlsx</c>.</summary>
    public const string Endings = ".{format:regex(^(csv|xlsx)$)}";

    private const string Csv = ".csv";
    private const string Workbook = ".xlsx";

    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public ListFile(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
        : this(name, header, rows.ToAsyncEnumerable())
    {
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        var isWorkbook = httpContext.Request.Path.Value!.EndsWith(Workbook, StringComparison.OrdinalIgnoreCase);
        response.ContentType = isWorkbook ? WorkbookType : "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = new ContentDisposition { FileName = name + (isWorkbook ? Workbook : Csv) }.ToString();
        await (isWorkbook ? WriteWorkbookAsync(response.Body, ct) : WriteCsvAsync(response.Body, ct));
    }

    private async Task WriteCsvAsync(Stream output, CancellationToken ct)
    {
        await using var csv = new SafeCsv(output);
        await csv.WriteRowAsync(header);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await csv.WriteRowAsync(row.Select(TextOf));
        }
    }

    private async Task WriteWorkbookAsync(Stream output, CancellationToken ct)
    {
        // The archive is closed with a synchronous write, which the server refuses; and a list that fails half way must not end as a damaged file.
        await using var buffer = new FileBufferingWriteStream();
        await using var book = await Spreadsheet.CreateNewAsync(buffer, new SpreadCheetahOptions { DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd hh:mm") }, ct);
        var (bold, day) = (book.AddStyle(new Style { Font = { Bold = true } }), book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") }));
        await book.StartWorksheetAsync("1", new WorksheetOptions { FrozenRows = 1 }, ct);
        await book.AddRowAsync([.. header.Select(text => new StyledCell(Escaped(text), bold))], ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await book.AddRowAsync([.. row.Select(cell => CellOf(cell, day))], ct);
        }

        await book.FinishAsync(ct);
        await buffer.DrainBufferAsync(output, ct);
    }

    private static StyledCell CellOf(object? cell, StyleId day) => cell switch
    {
        int number => new StyledCell(number, null),
        LocalDate date => new StyledCell(date.ToDateTimeUnspecified(), day),
        LocalDateTime moment => new StyledCell(moment.ToDateTimeUnspecified(), null),
        _ => new StyledCell(Escaped(TextOf(cell)), null),
    };

    private static string TextOf(object? cell) => cell switch
    {
        null => "",
        LocalDate date => LocalDatePattern.Iso.Format(date),
        LocalDateTime moment => ToTheMinute.Format(moment),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    // In a workbook _x0041_ stands for the letter A (ECMA-376, ST_Xstring), so text that happens to look like that says its own underscore that way; and
    // two code points are not allowed in XML at all (findings/spreadcheetah-escape-like-text.sh).
    private static string Escaped(string text) => EscapeLike().Replace(text, "_x005F_").Replace("\uFFFE", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal);

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex EscapeLike();
}
