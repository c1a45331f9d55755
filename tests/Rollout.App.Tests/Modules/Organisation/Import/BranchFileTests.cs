using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

public sealed class BranchFileTests
{
    [Theory]
    [InlineData("name;country;time zone;director e-mail")]
    [InlineData("Vestiging;Land;Tijdzone;E-mailadres directeur")]
    [InlineData("Site;Pays;Fuseau horaire;Adresse e-mail du directeur")]
    public void Columns_are_known_in_three_languages(string header)
    {
        var branch = Read($"{header}\nBrugge;BE;Europe/Brussels;An <An@x.be>\n").Single().Branch!;

        Assert.Equal(("brugge", "Brugge", "BE", "Europe/Brussels", "an@x.be"), (branch.Key, branch.Name, branch.Country, branch.Zone, branch.DirectorEmail));
    }

    [Theory]
    [InlineData("Gent;BE;Europe/Brussels;", "")]
    [InlineData("Gent;be;europe/brussels;", "")]
    [InlineData("Gent;België;Romance Standard Time;", "")]
    [InlineData("Gent;BE;;", "W_ZONE_FROM_COUNTRY")]
    [InlineData("Madrid;ES;;", "E_ZONE_MISSING")]
    [InlineData("Gent;BE;Europe/Gent;", "E_ZONE_UNKNOWN")]
    [InlineData("Gent;BE;GMT+1;", "E_ZONE_UNKNOWN")]
    [InlineData("Gent;XX;Europe/Brussels;", "E_COUNTRY_INVALID")]
    [InlineData("Gent;;Europe/Brussels;", "E_COUNTRY_MISSING")]
    [InlineData(";BE;Europe/Brussels;", "E_NAME_MISSING")]
    [InlineData("Gent;BE;Europe/Brussels;kapot", "E_EMAIL_INVALID")]
    [InlineData("Gent;BE;Europe/Brussels", "E_TOO_FEW_COLUMNS")]
    [InlineData("Ge\u0007nt;BE;Europe/Brussels;", "E_CONTROL_CHAR")]
    public void A_row_is_judged(string row, string codes) =>
        Assert.Equal(codes, string.Join(' ', ImportCodeNames.Of(Read($"name;country;time zone;director e-mail\n{row}\n").Single().Codes)));

    [Fact]
    public void The_same_branch_again_is_merged()
    {
        var rows = Read("name;country;time zone\nGent;BE;Europe/Brussels\n GENT\u00A0;BE;Europe/Brussels\n");

        Assert.Equal([ImportCodes.None, ImportCodes.DuplicateMerged], rows.Select(row => row.Codes));
    }

    [Fact]
    public void A_people_file_is_no_branches_file()
    {
        using var people = Files.Sample("01_people_nl_excel_cp1252.csv");

        Assert.Equal(FileRefusal.Header, BranchFile.Open(people).Refusal);
    }

    private static List<BranchRow> Read(string text) => [.. BranchFile.Open(Files.Of(text)).Rows()];
}
