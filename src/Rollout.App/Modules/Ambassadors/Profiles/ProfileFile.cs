using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>The meanings a column of a profile file can have.</summary>
public enum ProfileColumn
{
    Number,
    Email,
    Since,
}

/// <summary>A row of a profile file.</summary>
/// <param name="NumberKey">The normalized personnel number.</param>
/// <param name="Email">In lower case.</param>
/// <param name="Since">The day from which the profile is complete; null when it is not.</param>
public readonly record struct ProfileRow(int Line, ImportCodes Codes, string? NumberKey, string? Email, LocalDate? Since);

/// <summary>
/// A file of complete profiles: a person by number or e-mail address, and a day. An empty day means not complete, as in the reports of the platforms, so a list
/// of everyone can be used.
/// </summary>
public sealed class ProfileFile
{
    private static readonly HeaderAliases<ProfileColumn> Aliases = new HeaderAliases<ProfileColumn>()
        .Add(ProfileColumn.Number, PeopleColumns.NumberNames)
        .Add(ProfileColumn.Email, PeopleColumns.EmailNames)
        .Add(ProfileColumn.Since,
            "profile complete since,profile complete,complete since,profile completed,profile completed on,profile completion date,completed,completed on,since,date,"
            + "profiel volledig sinds,profiel volledig,volledig sinds,volledig op,sinds,datum,profil complet depuis,profil complet,complet depuis,complet le,complété le,depuis");

    private readonly TableFile _file;
    private readonly Dictionary<ProfileColumn, int> _columns;

    private ProfileFile(TableFile file)
    {
        _file = file;
        _columns = Aliases.Find(file.Header, out var ignored);
        IgnoredColumns = ignored;
        Refusal = file.Refusal != FileRefusal.None ? file.Refusal
            : !Has(ProfileColumn.Since) || !(Has(ProfileColumn.Number) || Has(ProfileColumn.Email)) ? FileRefusal.Header
            : !file.Rows().Any() ? FileRefusal.NoRows
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
    public IReadOnlyList<string> IgnoredColumns { get; }

    /// <summary>Reads the encoding, the header and the first row. <paramref name="file"/> must be seekable and stay open.</summary>
    public static ProfileFile Open(Stream file) => new(TableFile.Open(file));

    /// <summary>All rows that are not blank, in file order.</summary>
    /// <param name="today">Later days are refused.</param>
    public IEnumerable<ProfileRow> Rows(LocalDate today) => _file.Rows().Select(row => row.Codes.Refuse() ? new ProfileRow(row.Line, row.Codes, null, null, null) : Read(row, today));

    private ProfileRow Read(in FileRow row, LocalDate today)
    {
        var codes = ImportCodes.None;
        var number = Cell(row, ProfileColumn.Number).OrNothing();
        var email = CellValues.Email(Cell(row, ProfileColumn.Email), ref codes);
        codes &= ~ImportCodes.NoEmail; // a number is enough
        codes |= CellText.LengthOf(number) > Person.NumberLength ? ImportCodes.TooLong
            : CellValues.IsDamagedByExcel(number) ? ImportCodes.KeyDamagedByExcel
            : number.Length == 0 && email is null && (codes & ImportCodes.EmailInvalid) == 0 ? ImportCodes.NoKey
            : ImportCodes.None;

        var day = Cell(row, ProfileColumn.Since);
        var since = CellValues.Date(day, ref codes);
        codes |= (codes & ImportCodes.DateInvalid) != 0 ? ImportCodes.DayUnreadable
            : since is null ? ImportCodes.NotComplete
            : since > today ? ImportCodes.DayInFuture
            : ImportCodes.None;
        return new ProfileRow(row.Line, codes & ~ImportCodes.DateInvalid, number.Length == 0 ? null : TextNormalizer.Normalize(number), email, since);
    }

    private bool Has(ProfileColumn column) => _columns.ContainsKey(column);

    private CellText Cell(in FileRow row, ProfileColumn column) =>
        _columns.TryGetValue(column, out var index) ? CellText.Clean(row.Cells[index]) : new CellText("", ImportCodes.None);
}
