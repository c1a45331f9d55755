using System.IO.Compression;
using NodaTime;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>
/// A report of who used a platform: a known one, or one whose columns the lead mapped. Text, JSON or a workbook, also compressed by gzip. Columns that are not
/// needed are not read.
/// </summary>
public sealed class ReportFile : IAsyncDisposable
{
    private const long LargestUnpacked = 1L << 30;
    private const int RowsForDays = 2000;

    private readonly TableFile _file;
    private readonly FileStream? _unpacked;
    private readonly ReportColumns _columns;
    private readonly int _period;
    private readonly bool _monthFirst;

    private ReportFile(TableFile file, FileStream? unpacked, ReportMapping? mapping)
    {
        (_file, _unpacked) = (file, unpacked);
        var known = mapping is null ? KnownReports.Find(file.Header) : null;
        _columns = mapping is null ? ReportColumns.Known(file.Header) : new ReportColumns(file.Header, mapping.Columns());
        (Source, _period) = (mapping?.Source ?? known?.Source ?? "", mapping?.Period ?? known?.Period ?? 1);
        Refusal = file.Refusal != FileRefusal.None ? file.Refusal
            : Source.Length == 0 || !_columns.AreEnough ? FileRefusal.NoReport
            : !file.Rows().Any() ? FileRefusal.NoRows
            : file.Rows().All(row => AccountNames.IsConcealed(AccountOf(row))) ? FileRefusal.NamesConcealed
            : FileRefusal.None;
        _monthFirst = Refusal == FileRefusal.None && IsMonthFirst();
    }

    /// <summary>Why the whole file is refused, if so; then <see cref="Rows"/> must not be read.</summary>
    public FileRefusal Refusal { get; }

    /// <summary>The platform the report is about.</summary>
    public string Source { get; }

    /// <summary>What its columns can say.</summary>
    public ReportSays Says => _columns.Says;

    /// <summary>Whether the file itself says of which day it is.</summary>
    public bool HasDay => _columns.Has(ReportColumn.Day);

    public string? Encoding => _file.Encoding;

    public string? Delimiter => _file.Delimiter;

    public IReadOnlyList<string> Header => _file.Header;

    /// <summary>The columns that are not read.</summary>
    public IReadOnlyList<string> IgnoredColumns => _columns.Ignored;

    public int Blank => _file.Blank;

    public double Progress => _file.Progress;

    /// <param name="file">Seekable; stays open.</param>
    /// <param name="mappingOf">The mapping the lead made for a header, by <see cref="ReportMapping.KeyOf"/>; it takes precedence over what is known.</param>
    public static async Task<ReportFile> OpenAsync(Stream file, Func<string, Task<ReportMapping?>>? mappingOf = null, CancellationToken ct = default)
    {
        var unpacked = await UnpackAsync(file, ct);
        TableFile table = JsonTable.TryOpen(unpacked ?? file) ?? TableFile.Open(unpacked ?? file);
        return new ReportFile(table, unpacked, mappingOf is null || table.Header.Count == 0 ? null : await mappingOf(ReportMapping.KeyOf(table.Header)));
    }

    /// <summary>All rows that are not blank, in file order.</summary>
    /// <param name="day">The day of the report when the file does not say.</param>
    public IEnumerable<ReportRow> Rows(LocalDate? day, LocalDate since, LocalDate today)
    {
        var reader = new ReportRowReader(_columns, _period, day, since, today, _monthFirst);
        return _file.Rows().Where(row => !IsHeaderAgain(row)).Select(row => reader.Read(row));
    }

    /// <summary>A few values of each column, for the lead to judge.</summary>
    public IReadOnlyList<FileColumn> Columns()
    {
        const int samples = 3;
        var rows = _file.Rows().Take(30).Where(row => !row.Codes.Refuse()).Select(row => row.Cells.ToArray()).ToList();
        return [.. _file.Header.Select((name, i) => new FileColumn(
            name, KnownReports.Columns.Find(name)?.ToString(), false,
            [.. rows.Where(cells => i < cells.Length).Select(cells => CellText.Clean(cells[i]).Text).Where(text => text.Length > 0).Distinct().Take(samples)]))];
    }

    /// <summary>How many rows there are, and how many were used in the last week before <paramref name="day"/>: what a report whose names are concealed still says.</summary>
    public (int Rows, int Active) Totals(LocalDate? day, LocalDate since, LocalDate today)
    {
        var reader = new ReportRowReader(_columns, _period, day, since, today, _monthFirst);
        var rows = _file.Rows().Select(row => reader.Read(row)).ToList();
        return (rows.Count, rows.Count(row => row.LastDay >= Figure.Visited.Since(row.Day ?? today)));
    }

    public ValueTask DisposeAsync() => _unpacked?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string AccountOf(in FileRow row) => _columns.Text(row, ReportColumn.Account) is { Length: > 0 } account ? account : _columns.Text(row, ReportColumn.OtherAccount);

    private bool IsHeaderAgain(in FileRow row) => row.Cells.Count == Header.Count && row.Cells.SequenceEqual(Header);

    private bool IsMonthFirst()
    {
        var order = new DateOrder();
        foreach (var row in _file.Rows().Take(RowsForDays))
        {
            foreach (var column in _columns.DayColumns.Where(column => column < row.Cells.Count))
            {
                order.Add(CellText.Clean(row.Cells[column]).Text);
            }
        }

        return order.IsMonthFirst;
    }

    private static async Task<FileStream?> UnpackAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        if (file.ReadByte() != 0x1F || file.ReadByte() != 0x8B)
        {
            return null;
        }

        file.Position = 0;
        var unpacked = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Access = FileAccess.ReadWrite, Mode = FileMode.Create, Options = FileOptions.DeleteOnClose });
        try
        {
            await using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[81_920];
            while (unpacked.Length < LargestUnpacked && await gzip.ReadAsync(buffer, ct) is > 0 and var read)
            {
                await unpacked.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return unpacked;
        }
        catch (InvalidDataException)
        {
            await unpacked.DisposeAsync();
            return null; // only begins like gzip: it is refused as compressed
        }
    }
}
