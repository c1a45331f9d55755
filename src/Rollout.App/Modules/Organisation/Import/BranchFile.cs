using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The meanings a column of a branches file can have.</summary>
public enum BranchColumn
{
    Name,
    Country,
    Zone,
    DirectorEmail,
    Code,
}

/// <summary>The cells of one branch.</summary>
/// <param name="Key">The normalized name (<see cref="TextNormalizer.Normalize"/>).</param>
/// <param name="Country">Two-letter ISO 3166-1 code.</param>
/// <param name="Zone">A time zone id of the tz database.</param>
/// <param name="DirectorEmail">In lower case, or null.</param>
/// <param name="Code">The three-letter code, or null.</param>
public sealed record BranchCells(string Key, string Name, string Country, string Zone, string? DirectorEmail, string? Code);

/// <summary>A row of a branches file. Its branch is null when it is refused.</summary>
public readonly record struct BranchRow(int Line, ImportCodes Codes, BranchCells? Branch);

/// <summary>A file of branches: name, country, time zone and the director's e-mail address, read like a people file.</summary>
public sealed class BranchFile : ColumnFile<BranchColumn>
{
    private static readonly HeaderAliases<BranchColumn> Aliases = new HeaderAliases<BranchColumn>()
        .Add(BranchColumn.Name,
            "name,branch,branch name,naam,vestiging,vestigingsnaam,filiaal,kantoor,winkel,nom,site,nom du site,filiale,succursale,établissement,agence,magasin")
        .Add(BranchColumn.Country, "country,country code,land,landcode,pays,code pays")
        .Add(BranchColumn.Zone, "time zone,tijdzone,tijdszone,fuseau horaire,fuseau,zone")
        .Add(BranchColumn.DirectorEmail,
            "director e-mail,director,director's e-mail,director e-mail address,e-mail director,directeur,e-mail directeur,e-mailadres directeur,directeur e-mail,"
            + "mail directeur,e-mail du directeur,courriel du directeur,adresse e-mail du directeur,e-mail de la direction,directrice,e-mail directrice")
        .Add(BranchColumn.Code, "code,branch code,afkorting,vestigingscode,code du site,sigle,abbreviation");

    private BranchFile(TableFile file)
        : base(file, Aliases, has => has.Contains(BranchColumn.Name) && has.Contains(BranchColumn.Country))
    {
    }

    /// <summary>Reads the encoding, the header and the first row. <paramref name="file"/> must be seekable and stay open.</summary>
    public static BranchFile Open(Stream file) => new(TableFile.Open(file));

    /// <summary>All rows that are not blank, in file order.</summary>
    public IEnumerable<BranchRow> Rows()
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Cells)
        {
            var codes = row.Codes;
            var branch = codes.Refuse() ? null : Read(row, ref codes);
            if (branch is not null && !met.Add(branch.Key))
            {
                codes |= ImportCodes.DuplicateMerged;
            }

            yield return new BranchRow(row.Line, codes, branch);
        }
    }

    private BranchCells? Read(in FileRow row, ref ImportCodes codes)
    {
        var name = Take(row, BranchColumn.Name, ref codes);
        codes |= name.Length == 0 ? ImportCodes.NameMissing : ImportCodes.None;
        codes |= CellText.LengthOf(name) > Branch.NameLength ? ImportCodes.TooLong : ImportCodes.None;

        var country = Country(Take(row, BranchColumn.Country, ref codes), ref codes);
        var zone = Zone(Take(row, BranchColumn.Zone, ref codes), country, ref codes);
        var code = Take(row, BranchColumn.Code, ref codes);
        codes |= CellText.LengthOf(code) > 3 ? ImportCodes.TooLong : ImportCodes.None;

        var email = CellValues.Email(Cell(row, BranchColumn.DirectorEmail), ref codes);
        codes &= ~ImportCodes.NoEmail; // the director may be unknown
        return codes.Refuse() ? null
            : new BranchCells(TextNormalizer.Normalize(name), name, country!, zone!, email, code.Length == 0 ? null : code.ToUpperInvariant());
    }

    private static string? Country(string text, ref ImportCodes codes)
    {
        var country = Zones.Country(text);
        codes |= text.Length == 0 ? ImportCodes.CountryMissing
            : country is null ? ImportCodes.CountryInvalid
            : ImportCodes.None;
        return country;
    }

    private static string? Zone(string text, string? country, ref ImportCodes codes)
    {
        if (text.Length > 0)
        {
            var zone = Zones.Zone(text);
            codes |= zone is null ? ImportCodes.ZoneUnknown : ImportCodes.None;
            return zone;
        }

        var only = country is null ? null : Zones.OnlyZoneOf(country);
        codes |= only is not null ? ImportCodes.ZoneFromCountry
            : country is not null ? ImportCodes.ZoneMissing
            : ImportCodes.None;
        return only;
    }

    private string Take(in FileRow row, BranchColumn column, ref ImportCodes codes)
    {
        var cell = Cell(row, column);
        codes |= column == BranchColumn.Name ? cell.Codes : cell.Codes & ~ImportCodes.NewlineInName;
        return cell.OrNothing();
    }
}
