using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>A mail server in many moods, and what the lead and the messages notice of it.</summary>
public sealed class OutageTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    public static TheoryData<Database, string, string, string> Moods => new()
    {
        { Database.Sqlite, "", SmtpSink.HangUp, "does not answer" },
        { Database.Postgres, "", "554 5.7.1 no service for you", "takes no mail from us" },
        { Database.Sqlite, "AUTH", "535 5.7.139 Authentication unsuccessful", "refused the sign-in" },
        { Database.Postgres, "MAIL", "451 4.7.500 Server busy", "come back later" },
        { Database.Sqlite, "DATA", SmtpSink.HangUp, "breaks the connection" },
        { Database.Postgres, "DATA", SmtpSink.Reset, "breaks the connection" },
        { Database.Sqlite, ".", "554 5.2.0 SubmissionQuotaExceededException", "takes no more mail" },
        { Database.Postgres, ".", "554 5.2.252 SendAsDenied", "in the name of the From address" },
    };

    [Theory]
    [MemberData(nameof(Moods))]
    public async Task While_no_mail_leaves_everything_waits_the_lead_reads_why_and_it_leaves_afterwards(Database kind, string command, string answer, string says)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        await using var sink = new SmtpSink { Answers = line => line.Split(' ')[0] == command ? answer : null };
        await using var app = await StartAsync(database, sink.Port);
        var status = app.Services.GetRequiredService<IMailTransportStatus>();
        Give(database, app, lead);

        await UntilAsync(() => status.Outage is not null);
        var (start, outbox) = (await app.Visitor(lead).GetAsync("/"), await app.Visitor(lead).GetAsync("/outbox"));
        Assert.All([start, outbox], page =>
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
            Assert.Contains("No mail leaves", page.Text, StringComparison.Ordinal);
            Assert.Contains(says, page.Text, StringComparison.Ordinal);
        });
        await UntilAsync(() => Messages(database).TrueForAll(m => m.State == OutboxState.Queued));

        // The longest that is waited after a refusal.
        sink.Answers = _ => null;
        _clock.Advance(Duration.FromMinutes(31));
        await UntilAsync(() =>
        {
            app.Services.GetRequiredService<OutboxSignal>().Raise();
            return Messages(database).TrueForAll(m => m.State == OutboxState.Sent);
        });
        Assert.Null(status.Outage);
        Assert.DoesNotContain("No mail leaves", (await app.Visitor(lead).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_in_a_folder_are_said_where_it_is_for_real_and_not_in_a_demo()
    {
        foreach (var demo in (bool[])[false, true])
        {
            using var database = TestDatabase.On(Database.Sqlite);
            var branch = A.Branch();
            var lead = A.Lead(branch);
            database.Given(A.Rollout(demo), branch, lead);
            await using var app = await RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["Mail:FolderIsPickedUp"] = "false" });

            Assert.Equal(!demo, (await app.Visitor(lead).GetAsync("/")).Text.Contains("nobody gets them", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_the_lead_is_told()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var person = A.Person(branch);
        database.Given(A.Rollout(), branch, person);
        await using var app = await RunningApp.StartAsync(database, _clock);

        Assert.DoesNotContain("nobody gets them", (await app.Visitor(person).GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_message_leaves_as_soon_as_it_is_written(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var person = A.Person(branch);
        database.Given(A.Rollout(), branch, person);
        await using var sink = new SmtpSink();
        await using var app = await StartAsync(database, sink.Port);

        // By a page, in the middle of a transaction of its own; well before the dispatcher would look by itself.
        await Identity.SigningIn.AskAsync(app.Visitor(), person.Email!);

        await UntilAsync(() => sink.Mails.Any(mail => mail.Contains(person.Email!, StringComparison.Ordinal)), TimeSpan.FromSeconds(10));
        Assert.True(Assert.Single(Messages(database)).Urgent);
    }

    private Task<RunningApp> StartAsync(TestDatabase database, int port) => RunningApp.StartAsync(database, _clock, new Dictionary<string, string?>
    {
        ["Mail:Postbox"] = "smtp", ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{port}", ["Mail:Security"] = "none", ["Mail:User"] = "rollout", ["Mail:Password"] = "secret",
    });

    private void Give(TestDatabase database, RunningApp app, Person to)
    {
        var letter = Rollout.App.Shared.Mails.EmailBuilder.Write(A.Rollout(), Rollout.App.Shared.Localization.Localizer.In("en"), "Jan", "A seat on Monday", "You asked for it.", "There is a seat for you.");
        var recipient = Rollout.App.Shared.Mails.EmailBuilder.To(to);
        database.Given([.. Enumerable.Range(0, 10).Select(object (i) => OutboxMessage.Nudge(
            OutboxMessageId.New(), $"nudge-{i}", "test", recipient, letter, _clock.Now, _clock.Now, _clock.Now + Duration.FromDays(300)))]);
        app.Services.GetRequiredService<OutboxSignal>().Raise();
    }

    private static List<OutboxMessage> Messages(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return [.. db.Outbox];
    }

    private static async Task UntilAsync(Func<bool> done, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(1));
        while (!done())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
