using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The department of a person, as files and directories have it.</summary>
public sealed class ImportDepartmentTests
{
    [Theory]
    [InlineData("Afdeling")]
    [InlineData("Team")]
    [InlineData("Dienst")]
    [InlineData("Département")]
    [InlineData("Équipe")]
    [InlineData("SERVICE")]
    [InlineData("department")]
    [InlineData("Org Unit Path [Required]")]
    [InlineData("departmentNumber")]
    public void A_department_is_found_by_what_directories_call_it(string header)
    {
        var file = PeopleFile.Open(Files.Of($"Naam;Personeelsnummer;Filiaal;{header}\n Jan Maes;1;Gent; Sales \n"));

        Assert.Equal("Sales", Assert.Single(file.Rows(Files.Context)).Person!.Department);
    }

    [Fact]
    public void The_name_of_a_department_goes_before_its_path_and_a_cost_centre_is_none()
    {
        var file = PeopleFile.Open(Files.Of("Org Unit Path [Required];Department;Cost Center;Naam;Personeelsnummer;Filiaal\n/Sales/EMEA;Key accounts;4711;Jan Maes;1;Gent\n"));

        Assert.Equal("Key accounts", Assert.Single(file.Rows(Files.Context)).Person!.Department);
        Assert.Equal(["Cost Center", "Org Unit Path [Required]"], file.IgnoredColumns.Order());
    }

    [Theory]
    [InlineData("/Sales/EMEA", "Sales/EMEA", "")]
    [InlineData("/", null, "")]
    [InlineData("n.v.t.", null, "")]
    [InlineData("100", null, "")]
    [InlineData("101", null, "E_TOO_LONG")]
    public void A_path_is_told_without_outer_slashes_and_has_at_most_100_characters(string cell, string? department, string codes)
    {
        var length = int.TryParse(cell, out var n) ? n : 0;
        var text = length > 0 ? new string('x', length) : cell;
        var row = Assert.Single(PeopleFile.Open(Files.Of($"Naam;Personeelsnummer;E-mail;Filiaal;Afdeling\nJan Maes;1;jan@x.be;Gent;{text}\n")).Rows(Files.Context));

        Assert.Equal(codes, string.Join(' ', ImportCodeNames.Of(row.Codes)));
        Assert.Equal(length > 0 ? text : department, row.Person!.Department);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_department_comes_stays_without_its_column_moves_and_goes_with_an_empty_cell(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        db.Given(A.Branch());

        Assert.Equal(("Sales  ’s", "sales s"), await After("Naam;Personeelsnummer;Filiaal;Team\nJan Maes;1;Gent;Sales  ’s\n"));
        Assert.Equal("Jan Maes", Assert.Single((await new ListPeople(db).RunAsync(new PeopleFilter("SALES", null, false, 1))).People).Name);
        Assert.Equal(("Sales  ’s", "sales s"), await After("Naam;Personeelsnummer;Filiaal\nJan Maes;1;Gent\n"));
        Assert.Equal(("Zoë", "zoe"), await After("Naam;Personeelsnummer;Filiaal;Team\nJan Maes;1;Gent;Zoe\u0308\n"));
        Assert.Equal(("", ""), await After("Naam;Personeelsnummer;Filiaal;Team\nJan Maes;1;Gent;\n"));

        async Task<(string, string)> After(string file)
        {
            await using var stream = Files.Of(file);
            Assert.Equal(0, (await Importing.People(db).RunAsync(stream, preview: false)).Rejected);
            await using var context = db.CreateDbContext();
            var jan = await context.People.SingleAsync();
            return (jan.Department, jan.DepartmentKey);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_reads_their_department_among_what_is_kept_of_them(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var gent = A.Branch();
        var (lead, jan) = (A.Lead(gent), A.Person(gent, "Jan Maes"));
        jan.SetDepartment("Key accounts");
        db.Given(A.Rollout(), gent, lead, jan);
        await using var app = await RunningApp.StartAsync(db);

        Assert.Contains("Department Key accounts", (await app.Visitor(jan).GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        Assert.Contains("Key accounts", (await app.Visitor(lead).GetAsync("/people")).Text, StringComparison.Ordinal);
    }
}
