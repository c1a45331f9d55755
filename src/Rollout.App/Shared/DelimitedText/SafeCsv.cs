using System.Text;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Writes CSV that opens correctly and safely in a spreadsheet: UTF-8 with byte-order mark, all cells quoted, and cells that would be taken for a formula
/// turned into text by a leading apostrophe.
/// </summary>
public sealed class SafeCsv : IAsyncDisposable
{
    private readonly StreamWriter _text;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    public SafeCsv(Stream output) => _text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public async Task WriteRowAsync(IEnumerable<string> cells) => await _text.WriteLineAsync(string.Join(';', cells.Select(Quoted)));

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private static string Quoted(string cell) => $"\"{Harmless(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Harmless(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..] ? "'" + cell : cell;
}
