using System.Text;
using System.Text.Json;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>A refused row with its original cells.</summary>
/// <param name="Codes">Only the codes that refuse it.</param>
public sealed record RefusedRow(int Line, ImportCodes Codes, IReadOnlyList<string> Cells);

/// <summary>The refused rows of an import, as lines of JSON, so that they can be shown and downloaded after the upload has been deleted.</summary>
public static class RefusedRows
{
    /// <summary>Reads the file again and writes the refused rows; the first line is the header.</summary>
    /// <param name="csv">The imported file.</param>
    /// <param name="all">Whether to include ignored columns; false where they would reveal more about people than is imported.</param>
    public static async Task KeepAsync(Stream csv, ImportResult result, Stream target, bool all, CancellationToken ct)
    {
        var refused = result.Rows.Where(row => row.Outcome == RowOutcome.Rejected).GetEnumerator();
        var file = TableFile.Open(csv);
        await using var lines = new StreamWriter(target, Encoding.UTF8, leaveOpen: true);
        var ignored = result.IgnoredColumns.ToHashSet();
        var columns = Enumerable.Range(0, file.Header.Count).Where(i => all || !ignored.Contains(file.Header[i])).ToList();
        await lines.WriteLineAsync(JsonSerializer.Serialize(columns.Select(i => file.Header[i])));
        if (result.Refusal != FileRefusal.None || !refused.MoveNext())
        {
            return;
        }

        foreach (var row in file.Rows())
        {
            if (row.Line != refused.Current.Line)
            {
                continue;
            }

            var codes = refused.Current.Codes & ImportCodes.Refusals;
            await lines.WriteLineAsync(JsonSerializer.Serialize(new RefusedRow(row.Line, codes, all ? row.Cells : [.. columns.Where(i => i < row.Cells.Count).Select(i => row.Cells[i])])).AsMemory(), ct);
            if (!refused.MoveNext())
            {
                return;
            }
        }
    }

    /// <summary>The column names, as in the file.</summary>
    public static IReadOnlyList<string> Header(Stream refused) => JsonSerializer.Deserialize<List<string>>(Lines(refused).First())!;

    /// <summary>The refused rows in file order, read lazily.</summary>
    public static IEnumerable<RefusedRow> Read(Stream refused) => Lines(refused).Skip(1).Select(line => JsonSerializer.Deserialize<RefusedRow>(line)!);

    private static IEnumerable<string> Lines(Stream refused)
    {
        refused.Position = 0;
        using var reader = new StreamReader(refused, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
