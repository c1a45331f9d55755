using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Reads a person from the cells of one row, with the errors in them. Of other rows it knows only what the survey found.</summary>
internal sealed class PersonRowReader(PeopleColumns columns, PeopleSurvey survey, PeopleContext context)
{
    private ImportCodes _codes;

    /// <summary>The person and the codes; a person is returned even when the codes refuse the row.</summary>
    public PersonCells Read(in FileRow row, out ImportCodes codes)
    {
        _codes = ImportCodes.None;
        var branch = TextNormalizer.Normalize(Text(row, PeopleColumn.Branch, Person.NameLength) ?? "");
        var country = context.Countries.GetValueOrDefault(branch, "");
        var name = Name(row, country);
        var email = Email(row);
        var shared = email is not null && (survey.SharedEmails.Contains(email) || context.SharedEmails.Contains(email)) ? email : null;
        _codes |= shared is null ? ImportCodes.None : ImportCodes.EmailShared;
        var person = new PersonCells(
            Number(row), name.Given, name.Infix, name.Family, shared is null ? email : null, shared, Text(row, PeopleColumn.Mobile, Person.MobileLength), branch, country,
            Text(row, PeopleColumn.JobTitle, Person.NameLength),
            Department(row),
            CellValues.Date(Take(row, PeopleColumn.Since), ref _codes, survey.Since.IsMonthFirst),
            CellValues.Fte(Take(row, PeopleColumn.Fte), ref _codes),
            CellValues.YesNo(columns.Cell(row, PeopleColumn.Pc)),
            Text(row, PeopleColumn.WorkType, Person.NameLength),
            PersonText.LanguageOf(Take(row, PeopleColumn.Language).OrNothing(), ref _codes))
        {
            AccountName = AccountName(row),
        };

        var gone = Gone(row);
        codes = gone != ImportCodes.None ? gone : _codes | Judge(person);
        return person;
    }

    private ImportCodes Judge(PersonCells person)
    {
        var codes = person.BranchKey.Length == 0 ? ImportCodes.BranchMissing : person.Country.Length == 0 ? ImportCodes.BranchUnknown : ImportCodes.None;
        codes |= person.GivenName.Length == 0 && person.FamilyName.Length == 0 ? ImportCodes.NameMissing : ImportCodes.None;

        var hasEmail = person.Email is not null || (_codes & ImportCodes.EmailInvalid) != 0;
        var key = person.Number ?? (hasEmail ? null : person.Mobile);
        return codes
            | (key is not null && CellValues.IsDamagedByExcel(key) ? ImportCodes.KeyDamagedByExcel
            : person.Number is null && !hasEmail && person.MobileKey is null ? ImportCodes.NoKey
            : ImportCodes.None);
    }

    /// <summary>Why someone does not work here, if so; then other errors in the row do not matter.</summary>
    private ImportCodes Gone(in FileRow row)
    {
        var until = columns.Cell(row, PeopleColumn.Until);
        var gone = PersonText.GoneBy(columns.Cell(row, PeopleColumn.Status).OrNothing());
        gone |= CellValues.LastDay(until, ref _codes, survey.Until.IsMonthFirst) < context.Today || CellValues.YesNo(until) == true ? ImportCodes.Left : ImportCodes.None;
        gone |= CellValues.YesNo(columns.Cell(row, PeopleColumn.Active)) == false ? ImportCodes.Left : ImportCodes.None;
        gone |= CellValues.YesNo(columns.Cell(row, PeopleColumn.AccountEnabled)) == false ? ImportCodes.AccountClosed : ImportCodes.None;
        var guest = columns.Cell(row, PeopleColumn.UserType).Text.Equals("guest", StringComparison.OrdinalIgnoreCase)
            || columns.Cell(row, PeopleColumn.SignInName).Text.Contains("#EXT#", StringComparison.OrdinalIgnoreCase);
        return guest ? ImportCodes.KickOffGuest : gone;
    }

    private NameParts Name(in FileRow row, string country)
    {
        var given = Name(row, PeopleColumn.GivenName);
        var infix = Take(row, PeopleColumn.Infix, isName: true).OrNothing();
        _codes |= CellText.LengthOf(infix) > Person.InfixLength ? ImportCodes.TooLong : ImportCodes.None;
        var family = Name(row, PeopleColumn.FamilyName);
        if (given.Length > 0 || family.Length > 0)
        {
            return new NameParts(given, infix, family);
        }

        var familyFirst = Name(row, PeopleColumn.FamilyNameFirst);
        var parts = familyFirst.Length > 0 ? FullNames.Split(familyFirst, familyFirst: true, country) : FullNames.Split(Name(row, PeopleColumn.FullName), familyFirst: false, country);
        return infix.Length > 0 ? parts with { Infix = infix } : parts;
    }

    /// <summary>Names are kept as given; only placeholders that are nobody's name count as empty ("Geen" and "None" may be names).</summary>
    private string Name(in FileRow row, PeopleColumn column)
    {
        var name = Take(row, column, isName: true).Text;
        _codes |= CellText.LengthOf(name) > Person.NameLength ? ImportCodes.TooLong : ImportCodes.None;
        return name is "-" or "n.v.t." or "nvt" or "N.V.T." or "NVT" ? "" : name;
    }

    private string? Number(in FileRow row)
    {
        var number = CellValues.Number(Take(row, PeopleColumn.Number));
        _codes |= CellText.LengthOf(number) > Person.NumberLength ? ImportCodes.TooLong : ImportCodes.None;
        return number.Length == 0 ? null : number;
    }

    /// <summary>The mail column takes precedence over the account name, which is used only if mail to it may arrive.</summary>
    private string? Email(in FileRow row)
    {
        var mail = Take(row, PeopleColumn.Email);
        var account = mail.OrNothing().Length > 0 ? null : AccountAddress(row);
        if (account is not null)
        {
            return account;
        }

        return CellValues.Email(mail, ref _codes);
    }

    private string? AccountAddress(in FileRow row)
    {
        var ignored = ImportCodes.None;
        var address = CellValues.Email(columns.Cell(row, PeopleColumn.SignInName), ref ignored);
        return address is null || address.Contains(".onmicrosoft.", StringComparison.Ordinal) || address.Contains("#ext#", StringComparison.Ordinal) ? null : address;
    }

    /// <summary>The account name whatever it looks like, for the reports of platforms: it need not receive mail.</summary>
    private string? AccountName(in FileRow row) =>
        columns.Cell(row, PeopleColumn.SignInName).OrNothing() is { Length: > 0 and <= 254 } name ? TextNormalizer.Normalize(name) : null;

    private string? Text(in FileRow row, PeopleColumn column, int longest)
    {
        var text = Take(row, column).OrNothing();
        _codes |= CellText.LengthOf(text) > longest ? ImportCodes.TooLong : ImportCodes.None;
        return text.Length == 0 ? null : text;
    }

    /// <summary>Outer slashes are removed from a directory path; the root alone is not a department.</summary>
    private string? Department(in FileRow row) =>
        Text(row, PeopleColumn.Department, Person.DepartmentLength)?.Trim('/', ' ') is { Length: > 0 } department ? department : null;

    private CellText Take(in FileRow row, PeopleColumn column, bool isName = false)
    {
        var cell = columns.Cell(row, column);
        _codes |= isName ? cell.Codes : cell.Codes & ~ImportCodes.NewlineInName;
        return cell;
    }
}
