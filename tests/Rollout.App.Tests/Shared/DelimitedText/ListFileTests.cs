using System.Globalization;
using System.Net;
using ExcelDataReader;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.DelimitedText;

/// <summary>Lists as files: the rows of the page, narrowed and sorted as it is, the same in both kinds of file, with text that stays text.</summary>
public sealed class ListFileTests
{
    [Fact]
    public async Task Every_list_is_the_same_as_csv_and_as_a_workbook_and_linked_from_its_page()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        await using var db = database.CreateDbContext();
        var session = await db.Infosessions.Where(s => s.State == InfosessionState.Published && s.Taken > 0).OrderByDescending(s => s.Waiting).FirstAsync();
        var lead = app.Visitor(await db.People.SingleAsync(p => p.IsLead && p.Email != null));

        // Something is in the audit log too.
        var auditor = await db.People.FirstAsync(p => p.Active && p.Email != null && !p.IsLead);
        await lead.SubmitAsync(await lead.GetAsync($"/people/roles?find={Uri.EscapeDataString(auditor.FamilyName)}"), "/people/roles", ("person", auditor.Id.ToString()), ("role", "Auditor"), ("give", "yes"));
        string[] lists =
        [
            .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!)
                .Where(pattern => pattern.EndsWith(ListFile.Endings, StringComparison.Ordinal))
                .Select(pattern => pattern[..^ListFile.Endings.Length].Replace("{id:guid}", session.Id.ToString(), StringComparison.Ordinal)),
        ];
        Assert.Contains("/people", lists);

        foreach (var list in lists)
        {
            var rows = Csv((await lead.GetAsync(list + ".csv")).Html);
            Assert.True(rows.Count > 1, $"{list} has no rows");
            var book = Workbook(await lead.BytesAsync(list + ".xlsx"));
            while (!rows.SequenceEqual(book) && Csv((await lead.GetAsync(list + ".csv")).Html) is var now && !now.SequenceEqual(rows))
            {
                // The program sends the demo's mails meanwhile, so that the outbox can change between the two files.
                (rows, book) = (now, Workbook(await lead.BytesAsync(list + ".xlsx")));
            }

            Assert.Equal(rows, book);
            var page = list is "/ambassadors/ambassadors" or "/ambassadors/credits" ? "/ambassadors" : list;
            Assert.Contains($"href=\"{list}.xlsx", (await lead.GetAsync(page)).Html, StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.OK, (await app.Visitor().GetAsync(list + ".xlsx")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync("/people.pdf")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_has_the_rows_of_all_pages_narrowed_and_sorted_as_they_are(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);
        var (gent, brugge) = (A.Branch("Gent"), A.Branch("Brugge"));
        var lead = A.Lead(gent, "Anna Zwart");
        database.Given([A.Rollout(), gent, brugge, lead, .. Enumerable.Range(10, 30).Select(i => A.Person(brugge, $"Tim Peeters{i}"))]);
        database.Given(A.Person(gent, "=1+1 Aerts"), A.Person(gent, "_x0041_ Bal\uFFFF"));
        var visitor = app.Visitor(lead);

        Assert.Equal([.. Enumerable.Range(10, 30).Select(i => $"Tim Peeters{i}")], Names(await visitor.BytesAsync($"/people.xlsx?branch={brugge.Id}&page=2")));
        Assert.Equal(["=1+1 Aerts", "Anna Zwart", "_x0041_ Bal"], Names(await visitor.BytesAsync("/people.xlsx?order=branch&page=1"))[..3].Order(StringComparer.Ordinal));
        Assert.Equal("Tim Peeters10", Names(await visitor.BytesAsync("/people.xlsx"))[2]);
        Assert.Contains("\"'=1+1 Aerts\"", (await visitor.GetAsync("/people.csv")).Html, StringComparison.Ordinal);

        var page = await visitor.GetAsync("/people?order=Branch&q=peeters");
        Assert.Contains("aria-sort=\"ascending\"><a href=\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("/people.xlsx?order=Branch&amp;q=peeters", page.Html, StringComparison.Ordinal);
    }

    static ListFileTests() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    private static List<string> Names(byte[] file) => [.. Workbook(file).Skip(1).Select(row => row.Split('|')[0])];

    // Without the apostrophe that keeps a spreadsheet from taking a number with a plus for a formula.
    private static List<string> Csv(string text) =>
        [.. text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join('|', line[1..^1].Split("\";\"").Select(cell => cell.Replace("\"\"", "\"", StringComparison.Ordinal).TrimStart('\''))))];

    // Each row as one text: numbers plain, days and times as they are in CSV.
    private static List<string> Workbook(byte[] file)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                DateTime moment => moment.ToString(reader.GetNumberFormatString(i).Contains("hh", StringComparison.Ordinal) ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
                var cell => Convert.ToString(cell, CultureInfo.InvariantCulture),
            })));
        }

        return rows;
    }
}
