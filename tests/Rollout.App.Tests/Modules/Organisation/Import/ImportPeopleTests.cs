using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>People files end to end, on both databases.</summary>
public sealed class ImportPeopleTests
{
    private static readonly string[] SampleNames =
    [
        "01_people_nl_excel_cp1252.csv", "02_people_utf8_bom_comma.csv", "05_people_branch_column_missing.csv", "06_people_sep_directive.csv",
        "09_people_header_only.csv", "09b_people_empty_0_bytes.csv", "11_people_formula_injection.csv", "13_broken_binary_jpeg_as.csv", "13b_xlsx_renamed_as.csv",
    ];

    public static TheoryData<Database, string> Samples
    {
        get
        {
            var data = new TheoryData<Database, string>();
            foreach (var kind in Enum.GetValues<Database>())
            {
                foreach (var name in SampleNames)
                {
                    data.Add(kind, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_previewed_imported_and_imported_again_as_expected(Database kind, string name)
    {
        await using var db = await Importing.WithBranches(kind);
        var expected = JsonSerializer.Deserialize<JsonObject>(await File.ReadAllTextAsync(Files.SamplePath("expected.json")))![name]!;

        var preview = await Importing.Sample(db, name, preview: true);
        var peopleAfterPreview = await Importing.Count(db);
        var real = await Importing.Sample(db, name);
        var again = await Importing.Sample(db, name);

        Assert.Equal(expected.ToJsonString(), Json(preview));
        Assert.Equal(expected.ToJsonString(), Json(real));
        Assert.Equal(0, peopleAfterPreview);
        Assert.Equal(real.Created, await Importing.Count(db));
        Assert.Equal(0, again.Created);
        Assert.Equal((real.Created + real.Merged, real.Rejected), (again.Merged, again.Rejected));
        Assert.Equal(real.Rows.Select(row => (row.Line, row.Codes)), again.Rows.Select(row => (row.Line, row.Codes)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everything_a_row_tells_is_kept(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Sample(db, "01_people_nl_excel_cp1252.csv");
        await using var context = db.CreateDbContext();

        var jan = await context.People.SingleAsync(p => p.PersonnelKey == "000123");
        Assert.Equal(("Jan", "van den", "Berg", "Jan van den Berg"), (jan.GivenName, jan.Infix, jan.FamilyName, jan.Name));
        Assert.Equal(("jan.vandenberg@voorbeeld.be", "+32 470 12 34 56", "Monteur"), (jan.Email, jan.Mobile, jan.JobTitle));
        Assert.Equal((new LocalDate(2019, 3, 1), 1.0, WorkType.Field), (jan.StartedOn, jan.FullTimeEquivalent, jan.WorkType));
        Assert.True(jan.Active);

        var zoe = await context.People.SingleAsync(p => p.PersonnelKey == "000124");
        Assert.Equal(("Zoë D’Hondt", 0.8, WorkType.Shop), (zoe.Name, zoe.FullTimeEquivalent, zoe.WorkType));
        var merged = await context.People.SingleAsync(p => p.PersonnelKey == "000127");
        Assert.Equal(("De Clercq", "HR adviseur", "anne-sophie.declercq@voorbeeld.be"), (merged.FamilyName, merged.JobTitle, merged.Email));
        var inge = await context.People.SingleAsync(p => p.MobileKey == "+31612340000");
        Assert.Null(inge.PersonnelNumber);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_file_has_no_column_for_stays(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "1;Jan;;Maes;jan@x.be;0470123456;Gent;Monteur;01-03-2019;0,5\r\n");

        await Importing.Of(db, "Personeelsnummer;Naam;Filiaal\n1;Jan Maes;Utrecht\n");

        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("jan@x.be", "0470123456", "Monteur", 0.5), (jan.Email, jan.Mobile, jan.JobTitle, jan.FullTimeEquivalent));
        Assert.Equal("Utrecht", await context.Branches.Where(b => b.Id == jan.Branch).Select(b => b.Name).SingleAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_empty_cell_empties_but_never_takes_the_way_to_sign_in(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Header + "1;Jan;;Maes;jan@x.be;0470123456;Gent;Monteur;01-03-2019;0,5\r\n");

        await Importing.Of(db, Files.Header + "1;Jan;;Maes;;;Gent;;;\r\n");

        await using var context = db.CreateDbContext();
        var jan = await context.People.SingleAsync();
        Assert.Equal(("jan@x.be", null, "", null, null), (jan.Email, jan.Mobile, jan.JobTitle, jan.StartedOn, jan.FullTimeEquivalent));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_row_that_says_nothing_new_does_not_touch_the_person(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Sample(db, "02_people_utf8_bom_comma.csv");
        await Importing.Sample(db, "02_people_utf8_bom_comma.csv");

        await using var context = db.CreateDbContext();
        Assert.All(await context.People.ToListAsync(), person => Assert.Equal(0, person.Version));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_that_waits_for_its_director_gets_them(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await using (var stream = Files.Of("name;country;time zone;director e-mail\nGent;BE;Europe/Brussels;jan@x.be\n"))
        {
            await new ImportBranches(db).RunAsync(stream, preview: false);
        }

        await Importing.Of(db, Files.Header + "1;Jan;;Maes;jan@x.be;;Utrecht;;;\r\n");

        await using var context = db.CreateDbContext();
        var gent = await context.Branches.SingleAsync(b => b.MatchName == "gent");
        Assert.Equal(await context.People.Select(p => (PersonId?)p.Id).SingleAsync(), gent.Director);
        Assert.Null(gent.DirectorEmail);
    }

    private static string Json(ImportResult result) => JsonNode.Parse(ImportJson.Of(result))!.ToJsonString();
}
