using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Hosting.Checks;
using Rollout.App.Modules.Outbox;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What the check of an installation says about mail: the settings, the server, and messages that wait.</summary>
public sealed class MailCheckTests
{
    private readonly StoppedClock _clock = new(A.Monday);

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

        var finding = (await Findings.OfAsync(database, _clock, ("Mail:Postbox", "smtp"), ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{FreePort()}"))).Single(f => f.About == "Mail");

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
    public async Task A_certificate_that_nobody_trusts_is_found()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        using var certificate = SmtpSink.ACertificate();
        await using var server = new SmtpSink(certificate);

        Assert.Contains("is not trusted", (await MailFindingAsync(database, server.Port, "starttls")).Says, StringComparison.Ordinal);
    }

    private static async Task<string> SendingAsync(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync()).Single(f => f.About == "Sending").Says;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<CheckResult> MailFindingAsync(TestDatabase database, int port, string security) => (await Findings.OfAsync(
        database,
        _clock,
        ("Mail:Postbox", "smtp"), ("Mail:Host", "localhost"), ("Mail:Port", $"{port}"), ("Mail:Security", security), ("Mail:User", "rollout"), ("Mail:Password", "secret"))).Single(f => f.About == "Mail");
}
