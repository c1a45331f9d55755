using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The meanings a column of a people file can have.</summary>
public enum PeopleColumn
{
    Number,
    GivenName,
    Infix,
    FamilyName,
    FullName,
    FamilyNameFirst,
    Email,
    SignInName,
    Mobile,
    Branch,
    Building,
    JobTitle,
    Department,
    OrgUnit,
    Since,
    Until,
    Status,
    Active,
    AccountEnabled,
    UserType,
    Fte,
    Pc,
    WorkType,
    Language,
}

/// <summary>The positions of the columns in one people file.</summary>
public sealed class PeopleColumns
{
    /// <summary>Header names for the personnel number.</summary>
    public const string NumberNames = PeopleHeaders.Number;

    /// <summary>Header names for the e-mail address, or the account name that is one.</summary>
    public const string EmailNames = PeopleHeaders.Email + ",user principal name,upn";

    // A column used in place of another one that the file does not have.
    private static readonly (PeopleColumn Column, PeopleColumn For)[] StandIns = [(PeopleColumn.OrgUnit, PeopleColumn.Department), (PeopleColumn.Building, PeopleColumn.Branch)];

    private readonly Dictionary<PeopleColumn, int> _found = [];
    private readonly List<int> _ignored = [];
    private readonly IReadOnlyList<string> _header;
    private readonly IReadOnlyDictionary<string, PeopleColumn?> _learned;

    /// <summary>Finds the columns in a cleaned header.</summary>
    /// <param name="learned">The mappings the lead made, by <see cref="LearnedColumn.KeyOf"/>; it takes precedence over the names that are known.</param>
    public PeopleColumns(IReadOnlyList<string> header, IReadOnlyDictionary<string, PeopleColumn?> learned)
    {
        (_header, _learned) = (header, learned);
        var said = header.Select(name => learned.TryGetValue(LearnedColumn.KeyOf(name), out var meaning) ? (IsSaid: true, Meaning: meaning) : default).ToList();
        for (var i = 0; i < header.Count; i++)
        {
            Take(i, said[i].IsSaid ? said[i].Meaning : null);
        }

        for (var i = 0; i < header.Count; i++)
        {
            if (!Take(i, said[i].IsSaid ? null : PeopleHeaders.Aliases.Find(header[i])) && !_found.ContainsValue(i) && header[i].Length > 0)
            {
                _ignored.Add(i);
            }
        }

        UseStandIns();
    }

    /// <summary>The columns that are not used, as the file names them.</summary>
    public IReadOnlyList<string> Ignored => _ignored.ConvertAll(i => _header[i]);

    /// <summary>Every column with a name, in the order of the file, with what it means; null when it is not used.</summary>
    public IEnumerable<(int Index, string Name, PeopleColumn? Meaning)> All
    {
        get
        {
            var meanings = _found.ToDictionary(found => found.Value, found => found.Key);
            return _header.Select((name, i) => (i, name, meanings.TryGetValue(i, out var meaning) ? meaning : (PeopleColumn?)null)).Where(column => column.name.Length > 0);
        }
    }

    /// <summary>Whether name and branch are present, without which nobody can be placed.</summary>
    public bool AreEnough => Has(PeopleColumn.Branch)
        && (Has(PeopleColumn.GivenName) || Has(PeopleColumn.FamilyName) || Has(PeopleColumn.FullName) || Has(PeopleColumn.FamilyNameFirst));

    /// <summary>Whether the lead has mapped a column with this name, or excluded it.</summary>
    public bool IsSaid(string name) => _learned.ContainsKey(LearnedColumn.KeyOf(name));

    public bool Has(PeopleColumn column) => _found.ContainsKey(column);

    /// <summary>The cleaned cell; empty when the file has no such column.</summary>
    public CellText Cell(in FileRow row, PeopleColumn column) =>
        _found.TryGetValue(column, out var index) ? CellText.Clean(row.Cells[index]) : new CellText("", ImportCodes.None);

    /// <summary>Whether the row is a second header: some personnel software writes a technical and a readable one.</summary>
    public bool IsHeader(in FileRow row)
    {
        var same = 0;
        foreach (var (column, index) in _found)
        {
            var cell = row.Cells[index];
            same += PeopleHeaders.Aliases.Find(cell) is { } named && (named == column || Array.Exists(StandIns, s => s == (named, column))) ? 1 : 0;
        }

        return 2 * same > _found.Count;
    }

    private bool Take(int index, PeopleColumn? column) => column is { } known && _found.TryAdd(known, index);

    private void UseStandIns()
    {
        if (Has(PeopleColumn.GivenName) && !Has(PeopleColumn.FamilyName) && _found.Remove(PeopleColumn.FullName, out var family))
        {
            _found[PeopleColumn.FamilyName] = family;
        }

        foreach (var (column, wanted) in StandIns)
        {
            if (_found.Remove(column, out var index) && !_found.TryAdd(wanted, index))
            {
                _ignored.Add(index);
            }
        }
    }
}
