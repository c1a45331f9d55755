using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Reads a person from the cells of one row, with the errors in them. It knows nothing of other rows.</summary>
/// <param name="columns">Where the cells are.</param>
/// <param name="countries">The stored branches by <see cref="TextNormalizer.Normalize"/>, with the two letters of their country.</param>
public sealed class PersonRowReader(PeopleColumns columns, IReadOnlyDictionary<string, string> countries)
{
    private ImportCodes _codes;

    /// <summary>The person and the codes; a person is returned even when the codes refuse the row.</summary>
    public PersonCells Read(in FileRow row, out ImportCodes codes)
    {
        _codes = ImportCodes.None;
        var (given, infix, family) = Names(row);
        var number = Text(row, PeopleColumn.Number, Person.NumberLength);
        var mobile = Text(row, PeopleColumn.Mobile, Person.MobileLength);
        var email = CellValues.Email(Take(row, PeopleColumn.Email, isName: false), ref _codes);
        var branch = TextNormalizer.Normalize(Text(row, PeopleColumn.Branch, Person.NameLength) ?? "");
        var person = new PersonCells(
            number, given, infix, family, email, mobile, branch, countries.GetValueOrDefault(branch, ""),
            Text(row, PeopleColumn.JobTitle, Person.NameLength),
            Department(row),
            CellValues.Date(Take(row, PeopleColumn.Since, isName: false), ref _codes),
            CellValues.Fte(Take(row, PeopleColumn.Fte, isName: false), ref _codes),
            CellValues.YesNo(columns.Cell(row, PeopleColumn.Pc)),
            Text(row, PeopleColumn.WorkType, Person.NameLength),
            Text(row, PeopleColumn.Language, Person.NameLength));

        Judge(person);
        codes = _codes;
        return person;
    }

    private void Judge(PersonCells person)
    {
        _codes |= person.BranchKey.Length == 0 ? ImportCodes.BranchMissing : ImportCodes.None;
        _codes |= person.GivenName.Length == 0 && person.FamilyName.Length == 0 ? ImportCodes.NameMissing : ImportCodes.None;

        var hasEmail = person.Email is not null || (_codes & ImportCodes.EmailInvalid) != 0;
        var key = person.Number ?? (hasEmail ? null : person.Mobile);
        if (key is not null && CellValues.IsDamagedByExcel(key))
        {
            _codes |= ImportCodes.KeyDamagedByExcel;
        }
        else if (person.Number is null && !hasEmail && person.MobileKey is null)
        {
            _codes |= ImportCodes.NoKey;
        }
    }

    private (string Given, string Infix, string Family) Names(in FileRow row)
    {
        var given = Name(row, PeopleColumn.GivenName);
        var infix = Take(row, PeopleColumn.Infix, isName: true).OrNothing();
        _codes |= CellText.LengthOf(infix) > Person.InfixLength ? ImportCodes.TooLong : ImportCodes.None;
        var family = Name(row, PeopleColumn.FamilyName);
        if (given.Length > 0 || family.Length > 0)
        {
            return (given, infix, family);
        }

        var (first, rest) = SplitFullName(Name(row, PeopleColumn.FullName));
        return (first, infix, rest);
    }

    /// <summary><c>Berg, Jan van den</c> is unambiguous; otherwise the first word is the given name.</summary>
    private static (string Given, string Family) SplitFullName(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && comma < name.Length - 1)
        {
            return (name[(comma + 1)..].Trim(), name[..comma].Trim());
        }

        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (name, "") : (name[..space], name[(space + 1)..].Trim());
    }

    /// <summary>Names are kept as given; only placeholders that are nobody's name count as empty ("Geen" and "None" may be names).</summary>
    private string Name(in FileRow row, PeopleColumn column)
    {
        var name = Take(row, column, isName: true).Text;
        _codes |= CellText.LengthOf(name) > Person.NameLength ? ImportCodes.TooLong : ImportCodes.None;
        return name is "-" or "n.v.t." or "nvt" or "N.V.T." or "NVT" ? "" : name;
    }

    private string? Text(in FileRow row, PeopleColumn column, int longest)
    {
        var text = Take(row, column, isName: false).OrNothing();
        _codes |= CellText.LengthOf(text) > longest ? ImportCodes.TooLong : ImportCodes.None;
        return text.Length == 0 ? null : text;
    }

    /// <summary>Outer slashes are removed from a directory path; the root alone is not a department.</summary>
    private string? Department(in FileRow row) =>
        Text(row, PeopleColumn.Department, Person.DepartmentLength)?.Trim('/', ' ') is { Length: > 0 } department ? department : null;

    private CellText Take(in FileRow row, PeopleColumn column, bool isName)
    {
        var cell = columns.Cell(row, column);
        _codes |= isName ? cell.Codes : cell.Codes & ~ImportCodes.NewlineInName;
        return cell;
    }
}
