using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// A file of people, read according to the contract: refused as a whole, or row by row accepted or refused with codes. Rows are streamed; only the keys seen so
/// far are kept in memory.
/// </summary>
public sealed class PeopleFile
{
    private const int Samples = 3;
    private const int RowsForSamples = 30;

    private readonly TableFile _file;
    private readonly PeopleColumns _columns;
    private PeopleSurvey? _survey;
    private List<string[]>? _samples;

    private PeopleFile(TableFile file, IReadOnlyDictionary<string, PeopleColumn?> learned)
    {
        _file = file;
        _columns = new PeopleColumns(file.Header, learned);
        Refusal = file.Refusal != FileRefusal.None ? file.Refusal
            : !_columns.AreEnough ? FileRefusal.Header
            : !DataRows().Any() ? FileRefusal.NoRows
            : FileRefusal.None;
    }

    /// <summary>Why the whole file is refused, if so; then <see cref="Rows"/> must not be read.</summary>
    public FileRefusal Refusal { get; }

    public string? Encoding => _file.Encoding;

    /// <summary>All columns, as the file names them.</summary>
    public IReadOnlyList<string> Header => _file.Header;

    public string? Delimiter => _file.Delimiter;

    /// <summary>Blank rows, counted by the last enumeration of <see cref="Rows"/>.</summary>
    public int Blank => _file.Blank;

    /// <summary>The fraction of the bytes read, from 0 to 1.</summary>
    public double Progress => _file.Progress;

    /// <summary>The columns of the file that are ignored.</summary>
    public IReadOnlyList<string> IgnoredColumns => _columns.Ignored;

    /// <summary>Facts that need the whole file; reads it once.</summary>
    internal PeopleSurvey Survey => _survey ??= PeopleSurvey.Of(DataRows(), _columns);

    /// <summary>
    /// Identities that later rows showed to be the same person, from the dropped one to the one that remains. Complete after <see cref="Rows"/> was
    /// enumerated.
    /// </summary>
    public IReadOnlyDictionary<int, int> Joined { get; private set; } = new Dictionary<int, int>();

    /// <summary>Whether the file has this column; stored values of missing columns are left as they are.</summary>
    public bool Has(PeopleColumn column) => _columns.Has(column);

    /// <summary>Reads the encoding, the header and the first row. <paramref name="file"/> must be seekable and stay open.</summary>
    /// <param name="learned">The mappings the lead made, by <see cref="LearnedColumn.KeyOf"/>.</param>
    public static PeopleFile Open(Stream file, IReadOnlyDictionary<string, PeopleColumn?>? learned = null) => new(TableFile.Open(file), learned ?? new Dictionary<string, PeopleColumn?>());

    /// <summary>Every column with what it means and a few values, for the lead to judge.</summary>
    public IReadOnlyList<FileColumn> Columns() => _file.Refusal != FileRefusal.None ? []
        : [.. _columns.All.Select(column => new FileColumn(column.Name, column.Meaning?.ToString(), _columns.IsSaid(column.Name), SamplesOf(column.Index)))];

    /// <summary>All rows that are not blank, in file order.</summary>
    public IEnumerable<PersonRow> Rows(PeopleContext context)
    {
        var people = new PeopleInFile();
        var reader = new PersonRowReader(_columns, Survey, context);
        Joined = people.Joined;
        foreach (var row in DataRows())
        {
            yield return row.Codes.Refuse()
                ? new PersonRow(row.Line, row.Codes, -1, null)
                : Read(row, reader, people);
        }
    }

    private static PersonRow Read(in FileRow row, PersonRowReader reader, PeopleInFile people)
    {
        var person = reader.Read(row, out var codes);
        if (codes.Refuse())
        {
            return new PersonRow(row.Line, codes, -1, person);
        }

        if ((codes & ImportCodes.NotHere) != 0)
        {
            return new PersonRow(row.Line, codes, people.AddAlone(), person);
        }

        return people.TryAdd(ref person, out var identity, out var found)
            ? new PersonRow(row.Line, codes | found, identity, person)
            : new PersonRow(row.Line, codes | ImportCodes.EmailOfOtherPerson, -1, person);
    }

    private List<string> SamplesOf(int index)
    {
        _samples ??= [.. DataRows().Where(row => !row.Codes.Refuse()).Take(RowsForSamples).Select(row => row.Cells.ToArray())];
        return [.. _samples.Select(cells => CellText.Clean(cells[index]).Text).Where(text => text.Length > 0).Distinct().Take(Samples)];
    }

    /// <summary>The rows without a second header.</summary>
    private IEnumerable<FileRow> DataRows()
    {
        var first = true;
        foreach (var row in _file.Rows())
        {
            if (!first || row.Codes.Refuse() || !_columns.IsHeader(row))
            {
                yield return row;
            }

            first = false;
        }
    }
}
