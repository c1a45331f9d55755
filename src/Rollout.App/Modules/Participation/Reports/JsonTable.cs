using System.Text.Json;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>
/// Objects of JSON as rows: one a line, as Slack writes them, or one array, as Mattermost answers. The header is what the first objects have; letters in keys
/// may be capital in one row and small in the next.
/// </summary>
internal sealed class JsonTable : TableFile
{
    private const int RowsForHeader = 200;

    private readonly Stream _file;
    private readonly bool _isArray;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private JsonTable(Stream file, bool isArray)
    {
        (_file, _isArray) = (file, isArray);
        foreach (var (_, row) in Objects().Take(RowsForHeader))
        {
            foreach (var property in row?.EnumerateObject() ?? [])
            {
                _columns.TryAdd(property.Name, _columns.Count);
            }
        }

        Header = [.. _columns.Keys];
        Refusal = Header.Count == 0 ? FileRefusal.Empty : FileRefusal.None;
    }

    public override string? Encoding => "utf-8";

    public override string? Delimiter => null;

    public override double Progress => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <summary>The file as JSON; null when it does not begin as an object or array does.</summary>
    public static JsonTable? TryOpen(Stream file)
    {
        file.Position = 0;
        int first;
        do
        {
            first = file.ReadByte();
        }
        while (first is 0xEF or 0xBB or 0xBF or ' ' or '\t' or '\r' or '\n');
        return first is '{' or '[' ? new JsonTable(file, first == '[') : null;
    }

    public override IEnumerable<FileRow> Rows()
    {
        Blank = 0;
        foreach (var (line, row) in Objects())
        {
            if (row is not { } found)
            {
                yield return new FileRow(line, ImportCodes.LineBroken, []);
                continue;
            }

            var cells = new string[Header.Count];
            Array.Fill(cells, "");
            foreach (var property in found.EnumerateObject())
            {
                if (_columns.TryGetValue(property.Name, out var column))
                {
                    cells[column] = property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null ? "" : property.Value.ToString();
                }
            }

            yield return new FileRow(line, ImportCodes.None, cells);
        }
    }

    /// <summary>The objects with their lines, or their places in the array; null for what cannot be read.</summary>
    private IEnumerable<(int Line, JsonElement? Row)> Objects() => _isArray ? ObjectsOfArray() : ObjectsOfLines();

    private IEnumerable<(int Line, JsonElement? Row)> ObjectsOfLines()
    {
        _file.Position = 0;
        using var text = new StreamReader(_file, leaveOpen: true);
        for (var line = 1; text.ReadLine() is { } read; line++)
        {
            if (string.IsNullOrWhiteSpace(read))
            {
                Blank++;
                continue;
            }

            yield return (line, Read(read));
        }
    }

    private IEnumerable<(int Line, JsonElement? Row)> ObjectsOfArray()
    {
        _file.Position = 0;
        using var all = TryParse(_file);
        if (all is null)
        {
            yield return (1, null);
            yield break;
        }

        var place = 0;
        foreach (var row in all.RootElement.EnumerateArray())
        {
            yield return (++place, row.ValueKind == JsonValueKind.Object ? row : null);
        }
    }

    private static JsonDocument? TryParse(Stream file)
    {
        try
        {
            return JsonDocument.Parse(file);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Read(string line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? parsed.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
