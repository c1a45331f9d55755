using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Rollout.App.Hosting.Checks;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

public sealed class CheckTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_installation_in_order_has_nothing_to_change(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), A.Branch());

        // The test's clock differs from the database's.
        var findings = await FindingsAsync(database);
        Assert.True(findings.Count > 8, $"Only {findings.Count} were found.");
        Assert.DoesNotContain(findings, f => !f.Well && f.About != "Clock");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_clock_before_what_has_happened_is_found(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout());
        _clock.Now = A.Monday - Duration.FromDays(400);

        Assert.Contains(await FindingsAsync(database), f => f is { About: "Clock", Well: false });
    }

    [Fact]
    public async Task A_clock_apart_from_the_databases_is_found()
    {
        using var database = TestDatabase.On(Database.Postgres);
        _clock.Now = Instant.FromUtc(2001, 1, 1, 0, 0);

        Assert.Contains(await FindingsAsync(database), f => f is { About: "Clock", Well: false } && f.Says.Contains("same time server", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_time_zone_this_version_does_not_know_is_found_by_name(Database kind)
    {
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), A.Branch());
        using (var db = database.CreateDbContext())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "UPDATE branches SET zone = 'Mars/Olympus'");
        }

        Assert.Contains(await FindingsAsync(database), f => !f.Well && f.Says.Contains("Mars/Olympus", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://rollout.company.be", HealthStatus.Unhealthy)]
    [InlineData("http://0.0.0.0:5080", HealthStatus.Unhealthy)]
    [InlineData("ftp://rollout.company.be", HealthStatus.Unhealthy)]
    [InlineData("https://rollout.company.be", HealthStatus.Healthy)]
    [InlineData("http://localhost:5080", HealthStatus.Degraded)]
    public async Task An_address_that_does_not_work_in_a_mail_is_found(string address, HealthStatus status)
    {
        var found = await new AddressCheck(SiteUrl.At(address, "http://+:5080"), Localizer.In("en")).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal(status, found.Status);
        Assert.Contains(new Uri(address).ToString(), found.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_may_not_be_written_is_said_at_once_and_by_its_name()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var file = Path.Combine(database.Folder, "rollout.db");
        SqliteConnection.ClearAllPools();
        File.Delete(file);
        File.CreateSymbolicLink(file, Environment.ProcessPath!); // nobody may write to a program that runs, whoever the tests run as

        var found = await new DatabaseCheck(database, Localizer.In("en")).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal(HealthStatus.Unhealthy, found.Status);
        Assert.StartsWith($"{file} cannot be written to", found.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lead_reads_what_works_but_not_as_it_should_in_their_language()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);
        visitor.Language = "nl";

        var page = await visitor.GetAsync("/check");

        Assert.Contains("Alles werkt, met 2 aandachtspunten", page.Text, StringComparison.Ordinal);
        Assert.Contains("Niemand krijgt mail", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_service_that_does_not_answer_is_found()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout(), A.Branch());
        await using var app = await RunningApp.StartAsync(
            database, _clock, new Dictionary<string, string?> { ["OpenIdConnect:Authority"] = $"http://127.0.0.1:{PostgresServer.FreePort()}", ["OpenIdConnect:ClientId"] = "rollout" }, RunningApp.WithoutJobs);
        await using var scope = app.Services.CreateAsyncScope();

        var found = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();

        Assert.Contains(found, f => f is { About: "Sign-in service", Well: false } && f.Says.Contains("OpenIdConnect:Authority", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_line_ends_with_zero_only_when_all_is_well()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout());
        _clock.Now = A.Monday + Duration.FromDays(1);
        await using var well = await RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["BaseAddress"] = "https://rollout.company.be" });
        using var said = new StringWriter();

        Assert.Equal(0, await well.Web.CheckAsync(said, default));
        Assert.DoesNotContain("FAIL", said.ToString(), StringComparison.Ordinal);
        _clock.Now = A.Monday - Duration.FromDays(1);
        Assert.Equal(1, await well.Web.CheckAsync(said, default));
        Assert.Contains("FAIL  Clock", said.ToString(), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<CheckResult>> FindingsAsync(TestDatabase database) => Findings.OfAsync(database, _clock);
}
