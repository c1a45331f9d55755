using System.Net;
using System.Text;
using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Who sees which figures, and what cannot be read from them.</summary>
public sealed class ParticipationPageTests
{
    private static readonly LocalDate Newest = new(2026, 11, 22);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_sees_all_branches_a_director_their_own_and_nobody_else_any(Database kind)
    {
        using var database = Given(kind, out var lead, out var director, out var facilitator, out var branches);
        await using var app = await RunningApp.StartAsync(database);

        var house = await app.Visitor(lead).GetAsync("/participation");
        Assert.Equal(HttpStatusCode.OK, house.Status);
        Assert.Contains("Gent", house.Text, StringComparison.Ordinal);
        Assert.Contains("Brugge", house.Text, StringComparison.Ordinal);
        Assert.Contains("The reports of Viva Engage cannot say this.", house.Text, StringComparison.Ordinal); // of posts there is nothing

        var own = await app.Visitor(director).GetAsync("/participation");
        Assert.Equal("Before go-live, 30% are active", own.Heading);
        Assert.DoesNotContain("Brugge", own.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor(director).GetAsync($"/participation?branch={branches[1].Code}")).Status);

        Assert.Equal("/denied", (await app.Visitor(facilitator).GetAsync("/participation")).Location?.Split('?')[0]);
        Assert.Equal("/denied", (await app.Visitor(director).GetAsync("/participation/import")).Location?.Split('?')[0]);
    }

    [Fact]
    public async Task A_branch_of_four_is_not_shown_and_neither_is_the_next_that_would_give_it_away()
    {
        using var database = Given(Database.Sqlite, out var lead, out _, out _, out var branches);
        await using var app = await RunningApp.StartAsync(database);

        var small = await app.Visitor(lead).GetAsync($"/participation?branch={branches[3].Code}");
        var next = await app.Visitor(lead).GetAsync($"/participation?branch={branches[2].Code}");
        var large = await app.Visitor(lead).GetAsync($"/participation?branch={branches[1].Code}");

        Assert.Contains("Groups of fewer than 5 people are not shown", small.Text, StringComparison.Ordinal);
        Assert.Contains("Groups of fewer than 5 people are not shown", next.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Groups of fewer than 5 people are not shown", large.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_fewer_than_five_did_or_did_not_no_more_is_told()
    {
        using var database = Given(Database.Sqlite, out var lead, out _, out _, out var branches);
        database.Given(new ParticipationSum("viva-engage", Newest, branches[1].Id, GroupKind.WorkType, "Shop", 38, 36, 0, null, null, 0, null, null));
        database.Given(new ParticipationSum("viva-engage", Newest, branches[1].Id, GroupKind.WorkType, "Desk", 62, 14, 0, null, null, 30, null, null));
        await using var app = await RunningApp.StartAsync(database);

        var page = await app.Visitor(lead).GetAsync($"/participation?branch={branches[1].Code}");

        Assert.Contains("Shop 38 75–100%", page.Text, StringComparison.Ordinal);
        Assert.Contains("Desk 62 –", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_explains_an_unknown_file_once_and_the_next_is_taken_over_by_itself(Database kind)
    {
        using var database = Given(kind, out var lead, out _, out _, out _);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        static byte[] File(string day) => Encoding.UTF8.GetBytes($"Wie;Laatst gezien;Berichten\n{Mail(0)};{day};2\n{Mail(1)};;0\nniemand@voorbeeld.be;{day};0\n");

        var sent = await visitor.UploadAsync(await visitor.GetAsync("/participation/import"), "send", ("File", "export.csv", File("21-11-2026")));
        Assert.StartsWith("/participation/import/", sent.Location, StringComparison.Ordinal);
        var ask = await visitor.GetAsync(sent.Location!);
        Assert.Equal("What do the columns of this report mean?", ask.Heading);

        (string, string?)[] said = [("Source", "Het Plein"), ("Period", "30"), ("Input.Meaning[0]", "Account"), ("Input.Meaning[1]", "LastActive"), ("Input.Meaning[2]", "Posted")];
        var withoutDay = await visitor.SubmitAsync(ask, "answer", said);
        Assert.Contains("Say which day this report is about", withoutDay.Text, StringComparison.Ordinal);
        var look = await visitor.SubmitAsync(ask, "answer", [.. said, ("Day", "2026-11-22"), ("Look", "true")]);
        Assert.Contains("2 people are known. One account belongs to nobody we know.", look.Text, StringComparison.Ordinal);
        Assert.Empty(database.CreateDbContext().ActivityReports.Where(r => r.Source == "Het Plein"));
        await visitor.SubmitAsync(ask, "answer", [.. said, ("Day", "2026-11-22")]);
        Assert.Single(database.CreateDbContext().ActivityReports.Where(r => r.Source == "Het Plein"));

        var next = await visitor.UploadAsync(await visitor.GetAsync("/participation/import"), "send", ("File", "export 2026-11-23.csv", File("22-11-2026")));
        Assert.Equal("/participation/import?taken=yes", next.Location);
        Assert.Contains("Loaded: Het Plein, 23 November 2026.", (await visitor.GetAsync(next.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_nobody_is_tied_once_and_counts_from_the_first_report_on()
    {
        using var database = Given(Database.Sqlite, out var lead, out _, out _, out _);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var report = Encoding.UTF8.GetBytes("Report Refresh Date,User Principal Name,User State,Last Activity Date,Report Period\n2026-11-23,oude.naam@voorbeeld.be,Active,2026-11-22,7\n");
        await visitor.UploadAsync(await visitor.GetAsync("/participation/import"), "send", ("File", "yammer.csv", report));
        int? Active() => database.CreateDbContext().ParticipationSums.Where(s => s.Day == new LocalDate(2026, 11, 23) && s.Kind == GroupKind.Everyone).ToList().Sum(s => s.Active);
        Assert.Equal(0, Active());

        var account = await visitor.GetAsync((await visitor.GetAsync("/participation/accounts")).LinkTo("/participation/accounts/"));
        Assert.Contains("it could be several people", (await visitor.SubmitAsync(account, "tie", ("Who", "wie@voorbeeld.be"))).Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(account, "tie", ("Who", Mail(2)));

        Assert.Equal(1, Active());
        Assert.DoesNotContain("oude.naam", (await visitor.GetAsync("/participation/accounts")).Text, StringComparison.Ordinal);
    }

    private static string Mail(int n) => $"collega.{n}@voorbeeld.be";

    private static TestDatabase Given(Database kind, out Person lead, out Person director, out Person facilitator, out List<Branch> branches)
    {
        var database = TestDatabase.On(kind);
        branches = [A.Branch("Gent"), A.Branch("Brugge"), A.Branch("Aalst"), A.Branch("Ieper")];
        (lead, director, facilitator) = (A.Lead(branches[0]), A.Director(branches[0]), A.Person(branches[1], "Fien Gids"));
        facilitator.GrantFacilitatorRole();
        database.Given([A.Rollout(), .. branches, lead, director, facilitator]);
        var gent = branches[0];
        database.Given([.. Enumerable.Range(0, 3).Select(n => A.Person(gent, $"Collega {n}", Mail(n)))]);
        var report = ActivityReport.Of("viva-engage", Newest, 7);
        report.Take(ReportSays.Visited | ReportSays.Active, "", A.Monday);
        database.Given(report);
        int[] sizes = [40, 100, 18, 4];
        database.Given([.. branches.Select((b, i) => new ParticipationSum("viva-engage", Newest, b.Id, GroupKind.Everyone, "", sizes[i], sizes[i] / 2, 0, null, null, sizes[i] * 3 / 10, null, null))]);
        return database;
    }
}
