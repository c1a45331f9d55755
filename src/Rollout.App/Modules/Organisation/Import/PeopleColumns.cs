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

    private readonly Dictionary<PeopleColumn, int> _found;

    /// <summary>Finds the columns in a cleaned header.</summary>
    public PeopleColumns(IReadOnlyList<string> header)
    {
        _found = PeopleHeaders.Aliases.Find(header, out var ignored);
        Ignored = ignored;
        if (Has(PeopleColumn.GivenName) && !Has(PeopleColumn.FamilyName) && _found.Remove(PeopleColumn.FullName, out var family))
        {
            _found[PeopleColumn.FamilyName] = family;
        }

        foreach (var (column, wanted) in StandIns)
        {
            if (_found.Remove(column, out var index) && !_found.TryAdd(wanted, index))
            {
                Ignored = [.. Ignored, header[index]];
            }
        }
    }

    /// <summary>The columns that are ignored, as the file names them.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Whether name and branch are present, without which nobody can be placed.</summary>
    public bool AreEnough => Has(PeopleColumn.Branch)
        && (Has(PeopleColumn.GivenName) || Has(PeopleColumn.FamilyName) || Has(PeopleColumn.FullName) || Has(PeopleColumn.FamilyNameFirst));

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
}
