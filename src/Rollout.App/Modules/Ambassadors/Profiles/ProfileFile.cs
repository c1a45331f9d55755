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
public sealed class ProfileFile : ColumnFile<ProfileColumn>
{
    private static readonly HeaderAliases<ProfileColumn> Aliases = new HeaderAliases<ProfileColumn>()
        .Add(ProfileColumn.Number, PeopleColumns.NumberNames)
        .Add(ProfileColumn.Email, PeopleColumns.EmailNames)
        .Add(ProfileColumn.Since,
            "profile complete since,profile complete,complete since,profile completed,profile completed on,profile completion date,completed,completed on,since,date,"
            + "profiel volledig sinds,profiel volledig,volledig sinds,volledig op,sinds,datum,profil complet depuis,profil complet,complet depuis,complet le,complété le,depuis");

    private ProfileFile(TableFile file)
        : base(file, Aliases, has => has.Contains(ProfileColumn.Since) && (has.Contains(ProfileColumn.Number) || has.Contains(ProfileColumn.Email)))
    {
    }

    /// <summary>Reads the encoding, the header and the first row. <paramref name="file"/> must be seekable and stay open.</summary>
    public static ProfileFile Open(Stream file) => new(TableFile.Open(file));

    /// <summary>All rows that are not blank, in file order.</summary>
    /// <param name="today">Later days are refused.</param>
    public IEnumerable<ProfileRow> Rows(LocalDate today) => Cells.Select(row => row.Codes.Refuse() ? new ProfileRow(row.Line, row.Codes, null, null, null) : Read(row, today));

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
}
