using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.App.Modules.Outbox;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Tests.Architecture;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
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
    public async Task Mails_that_only_become_files_are_no_failure_and_said_in_yellow()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout());
        await using var app = await RunningApp.StartAsync(database, _clock);
        using var said = new StringWriter();

        Assert.Equal(0, await app.Web.CheckAsync(said, default));
        Assert.Contains("WARN  Mail: Nobody gets mail", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("WARN  Address", said.ToString(), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("fr")]
    public void Mail_settings_that_cannot_be_are_named_in_each_language(string language)
    {
        MailSettings[] wrong =
        [
            new() { Postbox = "pigeon", From = "nobody" },
            new() { Postbox = "smtp", Port = 0, Security = "ssl", Connections = 0, Password = "hunter2" },
            new() { Postbox = "smtp", Host = "mail", ClientId = "c", LocalDomain = "my machine" },
            new() { Dkim = new DkimSettings { Selector = "2026" } },
            new() { Dkim = new DkimSettings { Selector = "2026", KeyFile = "/no/such/key.pem" } },
        ];

        var sentences = wrong.SelectMany(mail => new MailSettingsValidator(Localizer.In(language)).Validate(null, mail).Failures ?? []).ToList();

        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.Matches("^Mail:[A-Z].*[.]$", sentence));
    }

    [Fact]
    public async Task A_mail_server_that_is_not_there_is_found()
    {
        using var database = TestDatabase.On(Database.Sqlite);

        var finding = (await FindingsAsync(database, ("Mail:Postbox", "smtp"), ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{FreePort()}"))).Single(f => f.About == "Mail");

        Assert.False(finding.Well);
        Assert.Contains("Mail:Host", finding.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "", null, true, "lets us sign in")]
    [InlineData("none", "", "HTTP/1.1 400 Bad Request", false, "Mail:Port")]
    [InlineData("none", "", "554 5.7.1 no service for you", false, "allow this machine")]
    [InlineData("starttls", "", null, false, "Mail:Security")]
    [InlineData("tls", "", null, false, "Mail:Security")]
    [InlineData("none", "AUTH", "535 5.7.139 Authentication unsuccessful", false, "Mail:Password")]
    public async Task A_mail_server_has_to_greet_encrypt_and_let_us_sign_in(string security, string command, string? answer, bool well, string says)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var server = new SmtpSink { Answers = line => line.Split(' ')[0] == command ? answer : null };

        var finding = await MailFindingAsync(database, server.Port, security);

        Assert.Equal(well, finding.Well);
        Assert.Contains(says, finding.Says, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public void A_secret_that_lies_in_a_file_is_a_setting_like_any_other_and_a_file_that_is_not_there_is_named()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var file = Path.Combine(database.Folder, "secret");
        File.WriteAllText(file, "correct horse\n");

        var settings = new ConfigurationBuilder().Add(new SecretFiles(new System.Collections.Hashtable { ["Mail__Password_FILE"] = file, ["SSL_CERT_FILE"] = "/nowhere" })).Build();

        Assert.Equal("correct horse", settings["Mail:Password"]);
        Assert.Single(settings.AsEnumerable(), s => s.Value is not null);
        var refused = Assert.Throws<OperatorException>(() => new ConfigurationBuilder().Add(new SecretFiles(new System.Collections.Hashtable { ["Mail__Password_FILE"] = file + "2" })).Build());
        Assert.Contains("Mail__Password_FILE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_that_the_guide_for_operators_names_is_told_with_where_it_comes_from()
    {
        var rows = File.ReadLines(Path.Combine(Sources.Root, "docs", "operating.md")).SkipWhile(line => line != "## Settings").Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var names = rows.Select(row => row.Split('|')[1]).SelectMany(cell => cell.Split('`').Where((_, i) => i % 2 == 1)).Where(name => char.IsUpper(name[0])).ToList();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(names.Append("OTEL_EXPORTER_OTLP_ENDPOINT").ToDictionary(name => name, string? (_) => "1")).Build();

        var told = (await new SettingsCheck(configuration, Localizer.In("en")).CheckHealthAsync(new HealthCheckContext())).Description!;

        Assert.True(names.Count > 40, $"Only {names.Count} settings were read from the guide.");
        Assert.All(names.Append("OTEL_EXPORTER_OTLP_ENDPOINT"), name => Assert.Contains(name + " (", told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_command_which_sends_nothing_itself_says_what_keeps_messages_waiting_elsewhere()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var person = A.Person(branch);
        var letter = EmailBuilder.Write(A.Rollout(), Localizer.In("en"), "Jan", "A seat on Monday", "You asked for it.", "There is a seat for you.");
        database.Given(A.Rollout(), branch, person, OutboxMessage.Nudge(OutboxMessageId.New(), "nudge", "test", EmailBuilder.To(person), letter, _clock.Now, _clock.Now, _clock.Now + Duration.FromDays(1)));
        await using var command = await RunningApp.StartAsync(database, _clock, replace: RunningApp.WithoutJobs);

        Assert.Equal("No message waits because of the mail server.", await SendingAsync(command));
        await using var db = database.CreateDbContext();
        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.FailureReason, "554 5.2.252 SendAsDenied."));
        Assert.Equal("1 message waits because the mail server did not take it. Its last answer: 554 5.2.252 SendAsDenied. It leaves by itself once that is solved.", await SendingAsync(command));
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
    public async Task A_certificate_that_nobody_trusts_is_found()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        using var certificate = SmtpSink.ACertificate();
        await using var server = new SmtpSink(certificate);

        Assert.Contains("is not trusted", (await MailFindingAsync(database, server.Port, "starttls")).Says, StringComparison.Ordinal);
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

    private static async Task<string> SendingAsync(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync()).Single(f => f.About == "Sending").Says;
    }

    private async Task<IReadOnlyList<CheckResult>> FindingsAsync(TestDatabase database, params (string, string)[] settings)
    {
        await using var app = await RunningApp.StartAsync(database, _clock, settings.ToDictionary(s => s.Item1, s => (string?)s.Item2));
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();
    }

    private async Task<CheckResult> MailFindingAsync(TestDatabase database, int port, string security) => (await FindingsAsync(
        database,
        ("Mail:Postbox", "smtp"), ("Mail:Host", "localhost"), ("Mail:Port", $"{port}"), ("Mail:Security", security), ("Mail:User", "rollout"), ("Mail:Password", "secret"))).Single(f => f.About == "Mail");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
