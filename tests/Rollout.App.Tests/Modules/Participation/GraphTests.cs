using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Graph;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Reports are fetched from a server that behaves as Microsoft Graph does.</summary>
public sealed class GraphTests
{
    // A.Monday is 23 November; reports lag two days.
    private static readonly LocalDate Newest = new(2026, 11, 21);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_newest_report_is_taken_over_with_its_lag_and_days_that_were_missed_later(Database kind)
    {
        await using var graph = await GraphServer.StartAsync();
        graph.Expired = 1; // the first address is not good any more when it is used
        using var database = Given(kind);
        var clock = new StoppedClock(A.Monday);
        using var job = Job(database, clock, graph);
        Have(graph, Newest);

        await job.RunAsync();
        Assert.Equal([Newest], Days(database));
        await job.RunAsync(); // within the hour nothing is asked
        Assert.Equal(["getYammerActivityUserDetail(period='D7')", "getYammerActivityUserDetail(period='D7')"], graph.Asked);

        clock.Advance(Duration.FromDays(4)); // the program stood still; the 24th is not there at Microsoft either
        foreach (var day in new[] { 22, 23, 25 })
        {
            Have(graph, new LocalDate(2026, 11, day));
        }

        await job.RunAsync();
        Assert.Equal([Newest, Newest.PlusDays(1), Newest.PlusDays(2), Newest.PlusDays(4)], Days(database));

        Have(graph, new LocalDate(2026, 11, 24)); // it comes after all
        clock.Advance(Duration.FromHours(2));
        await job.RunAsync();
        Assert.Equal(5, Days(database).Count);
        Assert.Equal(5, database.CreateDbContext().ParticipationSums.Count(s => s.Kind == GroupKind.Everyone && s.Active == 1));
    }

    [Fact]
    public async Task When_Graph_asks_to_wait_it_is_left_in_peace_for_as_long()
    {
        await using var graph = await GraphServer.StartAsync();
        graph.Throttles = 1;
        using var database = Given(Database.Sqlite);
        var clock = new StoppedClock(A.Monday);
        using var job = Job(database, clock, graph);
        Have(graph, Newest);

        await job.RunAsync();
        clock.Advance(Duration.FromMinutes(90));
        await job.RunAsync();
        Assert.Single(graph.Asked);
        Assert.Equal(nameof(GraphProblem.Throttled), database.CreateDbContext().GraphFetches.Single().Problem);

        clock.Advance(Duration.FromMinutes(31)); // two hours, as it asked
        await job.RunAsync();
        Assert.Equal([Newest], Days(database));
    }

    [Fact]
    public async Task A_certificate_does_in_place_of_a_secret_and_the_lead_is_told_what_is_wrong()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=rollout", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await using var graph = await GraphServer.StartAsync();
        graph.Certificate = certificate;
        using var database = Given(Database.Sqlite, out var lead);
        var file = Path.Combine(database.Folder, "graph.p12");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "wachtwoord"));
        var clock = new StoppedClock(A.Monday);
        Have(graph, Newest);
        var settings = new Dictionary<string, string?>
        {
            ["Graph:Tenant"] = "voorbeeld.example", ["Graph:Client"] = "client", ["Graph:Certificate"] = file, ["Graph:CertificatePassword"] = "wachtwoord", ["Graph:Address"] = graph.Address.AbsoluteUri, ["Graph:SignIn"] = graph.Address.AbsoluteUri,
        };
        using var job = new FetchGraphReports(database, new ImportActivity(database, clock), Settings(graph) with { Secret = null, Certificate = file, CertificatePassword = "wachtwoord" }, clock, NullLogger<FetchGraphReports>.Instance);
        await job.RunAsync();
        Assert.Equal([Newest], Days(database));

        graph.IsRefusing = true;
        using var refused = Job(database, clock, graph);
        await refused.RunAsync();
        await using var app = await RunningApp.StartAsync(database, clock, settings);
        var page = await app.Visitor(lead).GetAsync("/participation/import");
        Assert.Contains("The newest report is of 21 November 2026, 2 days ago.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Microsoft refuses the sign-in", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_report_that_is_set_is_fetched_each_as_a_source_of_its_own(Database kind)
    {
        await using var graph = await GraphServer.StartAsync();
        using var database = Given(kind, out var lead);
        var clock = new StoppedClock(A.Monday);
        Have(graph, Newest);
        graph.Others["Office365ActiveUserDetail"] = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Exchange Last Activity Date,Teams Last Activity Date\n2026-11-20,bas@voorbeeld.be,Bas,False,,2026-11-19,2026-11-20\n";
        graph.Others["TeamsUserActivityUserDetail"] = "Report Refresh Date,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Team Chat Message Count,Post Messages,Report Period\n2026-11-19,bas@voorbeeld.be,2026-11-18,False,,4,1,7\n";
        graph.Others["SharePointActivityUserDetail"] = "Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Visited Page Count,Report Period\n2026-11-18,bas@voorbeeld.be,False,,2026-11-17,3,5,7\n";
        graph.Others["Copilot"] = "Report Refresh Date,User Principal Name,Display Name,Last Activity Date,Copilot Chat Last Activity Date,Report Period\n2026-11-17,bas@voorbeeld.be,Bas,2026-11-16,2026-11-16,7\n";
        var settings = Settings(graph) with { Reports = GraphReport.All };
        using var job = new FetchGraphReports(database, new ImportActivity(database, clock), settings, clock, NullLogger<FetchGraphReports>.Instance);

        await job.RunAsync();

        Assert.Equal(
            [("copilot", 17), ("microsoft-365", 20), ("sharepoint", 18), ("teams", 19), ("viva-engage", 21)],
            database.CreateDbContext().ActivityReports.Select(r => new { r.Source, r.Day }).AsEnumerable().Select(r => (r.Source, r.Day.Day)).Order());
        await using var app = await RunningApp.StartAsync(database, clock, new Dictionary<string, string?>
        {
            ["Graph:Tenant"] = "voorbeeld.example", ["Graph:Client"] = "client", ["Graph:Secret"] = GraphServer.Secret, ["Graph:Address"] = graph.Address.AbsoluteUri, ["Graph:SignIn"] = graph.Address.AbsoluteUri,
            ["Graph:Reports"] = "viva-engage, teams",
        });
        var page = await app.Visitor(lead).GetAsync("/participation/import");
        Assert.Contains("Teams The newest report is of 19 November 2026", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SharePoint The newest report", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_nobody_knows_is_said_when_the_program_starts() => Assert.False(new GraphReportNames { Reports = "viva-engage, outlook" }.AreKnown);

    private static FetchGraphReports Job(TestDatabase database, StoppedClock clock, GraphServer graph) =>
        new(database, new ImportActivity(database, clock), Settings(graph), clock, NullLogger<FetchGraphReports>.Instance);

    private static GraphSettings Settings(GraphServer graph) => new("voorbeeld.example", "client", GraphServer.Secret, null, null, [GraphReport.All[0]], graph.Address, graph.Address);

    private static void Have(GraphServer graph, LocalDate day) => graph.Reports[day] =
        $"Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Posted Count,Read Count,Liked Count,Assigned Products,Report Period\n{day:uuuu-MM-dd},bas@voorbeeld.be,Bas,Active,,{day:uuuu-MM-dd},1,2,0,,7\n";

    private static List<LocalDate> Days(TestDatabase database) => [.. database.CreateDbContext().ActivityReports.Select(r => r.Day).AsEnumerable().Order()];

    private static TestDatabase Given(Database kind) => Given(kind, out _);

    private static TestDatabase Given(Database kind, out Person lead)
    {
        var database = TestDatabase.On(kind);
        var branch = A.Branch("Gent");
        lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead, A.Person(branch, "Bas de Groot", "bas@voorbeeld.be"));
        return database;
    }
}
