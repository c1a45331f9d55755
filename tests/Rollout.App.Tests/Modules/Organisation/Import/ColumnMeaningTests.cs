using Rollout.App.Modules.Organisation.Contracts;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The lead says what a column means; the next file with that header is read so.</summary>
public sealed class ColumnMeaningTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_refused_for_its_header_names_its_columns_and_is_read_once_the_lead_says_what_they_mean(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        var lead = await LeadAsync(db);
        await using var app = await RunningApp.StartAsync(db);
        var visitor = app.Visitor(lead);
        const string list = "Kenmerk;Wie;Plek;Schoenmaat\n7;Zoë Maes;Gent;38\n";

        var refused = await SendAsync(visitor, list);
        Assert.Contains("The file has these columns: Kenmerk, Wie, Plek, Schoenmaat.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("4 columns we do not know", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Zoë Maes", refused.Text, StringComparison.Ordinal);

        var twice = await visitor.SubmitAsync(refused, "columns", ("Meaning[0]", "Number"), ("Meaning[1]", "FullName"), ("Meaning[2]", "FullName"), ("Meaning[3]", ""));
        Refused.On(twice, ImportRules.OneColumnForEachMeaning);

        var preview = await SettledAsync(visitor, await visitor.SubmitAsync(twice, "columns", ("Meaning[0]", "Number"), ("Meaning[1]", "FullName"), ("Meaning[2]", "Branch"), ("Meaning[3]", "")));
        Assert.Contains("1 to add, 0 to update, 0 refused", preview.Text, StringComparison.Ordinal);
        Assert.Contains("4 columns we know", preview.Text, StringComparison.Ordinal);
        await SettledAsync(visitor, await visitor.SubmitAsync(preview, "apply"));

        Assert.Contains("1 to add, 0 to update, 0 refused", (await SendAsync(visitor, list.Replace("7;Zoë", "8;Bo", StringComparison.Ordinal).ToUpperInvariant().Replace("GENT", "Gent", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        var commandLine = await Importing.Of(db, "wie;plek;kenmerk\nEls Bos;Gent;9\n");
        Assert.Equal(1, commandLine.Created);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_lead_said_goes_before_the_names_that_are_known_and_can_be_changed(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        db.Given(LearnedColumn.Of("Code personeel", PeopleColumn.Number), LearnedColumn.Of("Personeelsnummer", null));

        await Importing.Of(db, "Personeelsnummer;CODE-personeel;Naam;Vestiging\nx;7;Jan Maes;Gent\n");

        await using var context = db.CreateDbContext();
        Assert.Equal("7", (await context.People.SingleAsync()).PersonnelNumber);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_workbook_goes_the_same_way_as_text(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await using var workbook = Workbook.Of(
            ["Personeelsnummer", "Voornaam", "Achternaam", "GSM", "Vestiging", "Datum in dienst", "Datum uit dienst"],
            [new Formatted(731, "000000"), "Lot", "Baas", 470112233, "Gent", new Formatted(43739, "dd\\-mm\\-yyyy"), null],
            [new Formatted(732, "000000"), "Piet", "Kok", null, "Gent", new Formatted(43739, "dd\\-mm\\-yyyy"), new Formatted(46265, "dd\\-mm\\-yyyy")],
            [733, "Mia", "Kuip", "+32 (0)471 22 33 44", "Nergens", null, null]);

        var result = await Importing.People(db).RunAsync(workbook, preview: false);

        Assert.Equal([(2, RowOutcome.Created), (3, RowOutcome.LeftOut), (4, RowOutcome.Rejected)], result.Rows.Select(r => (r.Line, r.Outcome)));
        Assert.Equal(("xlsx", null), (result.Encoding, result.Delimiter));
        Assert.Equal("Piet Kok", result.Names[3]);
        await using var context = db.CreateDbContext();
        var lot = await context.People.SingleAsync();
        Assert.Equal(("000731", "+32470112233", new NodaTime.LocalDate(2019, 10, 1)), (lot.PersonnelNumber, lot.MobileKey, lot.StartedOn));
    }

    [Fact]
    public async Task Remarks_and_those_who_left_are_told_with_lines_and_names()
    {
        await using var db = await Importing.WithBranches(Database.Sqlite);
        var lead = await LeadAsync(db);
        await Importing.Of(db, "Personeelsnummer;Naam;Vestiging\n1;Jan Maes;Gent\n2;Zoë van den Berg;Gent\n3;Els Bos;Gent\n");
        await using var app = await RunningApp.StartAsync(db);
        var visitor = app.Visitor(lead);

        var preview = await SendAsync(visitor, "Personeelsnummer;Naam;Vestiging;Taal;Status\n1;Jan Maes;Gent;Klingon;\n3;Els Bos;Gent;nl;Uit dienst\n4;Bo Mol;Gent;nl;Uit dienst\n");

        Assert.Contains("This is not a language we know; it was left out. 1 2 Jan Maes", preview.Text, StringComparison.Ordinal);
        Assert.Contains("2 people in the list do not work here", preview.Text, StringComparison.Ordinal);
        Assert.Contains("3 Els Bos leaves This person has left.", preview.Text, StringComparison.Ordinal);
        Assert.Contains("4 Bo Mol This person has left.", preview.Text, StringComparison.Ordinal);
        Assert.Contains("1 person who works here is not in the list Zoë van den Berg.", preview.Text, StringComparison.Ordinal);
    }

    private static async Task<Person> LeadAsync(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        var lead = A.Lead(await context.Branches.FirstAsync());
        context.AddRange(A.Rollout(), lead);
        await context.SaveChangesAsync();
        return lead;
    }

    private static async Task<Page> SendAsync(Visitor visitor, string list) => await SettledAsync(visitor, await visitor.UploadAsync(
        await visitor.GetAsync("/people/import"), "upload", ("File", "lijst.csv", Encoding.UTF8.GetBytes(list)), ("Kind", "People")));

    private static async Task<Page> SettledAsync(Visitor visitor, Page page)
    {
        var path = page.Location ?? throw new InvalidOperationException($"{page.Status}: {page.Text}");
        return await Importing.SettledAsync(visitor, path);
    }
}
