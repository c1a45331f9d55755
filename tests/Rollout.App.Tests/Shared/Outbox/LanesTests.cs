using NodaTime;
using Rollout.App.Shared.Mails;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>A code is never behind a crowd, and a slow mail keeps nobody else.</summary>
public sealed class LanesTests
{
    private static readonly SmtpTimeouts Patient = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_code_is_taken_while_every_nudge_waits_for_the_server(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        using var stop = new CancellationTokenSource();
        var taken = new TaskCompletionSource();
        await using var sink = new SmtpSink
        {
            // Nudges are never answered.
            BeforeReply = mail =>
            {
                if (!mail.Contains("Your code", StringComparison.Ordinal))
                {
                    return Task.Delay(Timeout.Infinite, stop.Token);
                }

                taken.SetResult();
                return Task.CompletedTask;
            },
        };
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 500)]);
        var code = Code(outbox);

        var running = outbox.Dispatch(Transport(sink)).RunAsync(stop.Token);
        await taken.Task.WaitAsync(TimeSpan.FromMinutes(1));
        stop.Cancel();
        await running;

        Assert.Equal(OutboxState.Sent, outbox.Find(code).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_code_overtakes_the_confirmations_that_were_queued_before_it(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (taken, oneAtATime) = (0, new Lock());
        await using var sink = new SmtpSink();
        sink.BeforeReply = _ =>
        {
            // No other mail is taken while the code is written, however slow the machine.
            lock (oneAtATime)
            {
                if (++taken == 100)
                {
                    Code(outbox);
                }
            }

            return Task.CompletedTask;
        };
        outbox.Given([.. Enumerable.Range(0, 200).Select(_ => Urgent(outbox, outbox.Clock.Now + Duration.FromDays(7), "Your seat"))]);

        await outbox.Dispatch(Transport(sink)).RunAsync();

        Assert.Equal(201, sink.Mails.Count);
        Assert.InRange(sink.Mails.ToList().FindIndex(mail => mail.Contains("Your code", StringComparison.Ordinal)), 100, 106);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_code_that_stalls_delays_no_other_code(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        using var stop = new CancellationTokenSource();
        await using var sink = new SmtpSink();
        var others = new CountdownEvent(5);
        var first = 0;
        sink.BeforeReply = _ =>
        {
            if (Interlocked.Exchange(ref first, 1) == 0)
            {
                return Task.Delay(Timeout.Infinite, stop.Token);
            }

            others.Signal();
            return Task.CompletedTask;
        };
        OutboxMessage[] codes = [.. Enumerable.Range(0, 6).Select(_ => Code(outbox))];

        var running = outbox.Dispatch(Transport(sink)).RunAsync(stop.Token);
        await Task.Run(() => Assert.True(others.Wait(TimeSpan.FromMinutes(1))));
        stop.Cancel();
        await running;

        Assert.Equal(5, codes.Count(c => outbox.Find(c).State == OutboxState.Sent));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_nudge_that_stalls_keeps_one_connection_and_no_more(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        using var stop = new CancellationTokenSource();
        await using var sink = new SmtpSink();
        var others = new CountdownEvent(99);
        var first = 0;
        sink.BeforeReply = _ =>
        {
            if (Interlocked.Exchange(ref first, 1) == 0)
            {
                return Task.Delay(Timeout.Infinite, stop.Token);
            }

            others.Signal();
            return Task.CompletedTask;
        };
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 100)]);

        var running = outbox.Dispatch(Transport(sink)).RunAsync(stop.Token);
        await Task.Run(() => Assert.True(others.Wait(TimeSpan.FromMinutes(1))));
        stop.Cancel();
        await running;

        using var db = outbox.Db();
        Assert.Equal(99, db.Outbox.Count(m => m.State == OutboxState.Sent));
        Assert.Equal(1, db.Outbox.Count(m => m.State == OutboxState.Unknown));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Where_the_server_takes_fewer_connections_the_others_send_everything(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var greeted = 0;
        await using var sink = new SmtpSink
        {
            Answers = line => line.Length == 0 && Interlocked.Increment(ref greeted) > 1 ? "432 4.3.2 sender thread limit exceeded" : null,
        };
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 60)]);

        await outbox.Dispatch(Transport(sink, connections: 8)).RunAsync();

        Assert.Equal(60, sink.Mails.Count);
        Assert.Null(outbox.Status.Outage);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_connection_serves_a_whole_run(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        await using var sink = new SmtpSink();
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 400)]);

        await outbox.Dispatch(Transport(sink, connections: 3)).RunAsync();

        Assert.Equal((400, 1), (sink.Mails.Count, sink.Connections));
    }

    private static OutboxMessage Code(TheOutbox outbox)
    {
        var code = Urgent(outbox, outbox.Clock.Now + Duration.FromMinutes(10), "Your code");
        outbox.Given(code);
        return code;
    }

    private static OutboxMessage Urgent(TheOutbox outbox, Instant uselessFrom, string subject)
    {
        var person = A.Person(outbox.Branch);
        outbox.Given(person);
        return OutboxMessage.ServiceMail(
            Guid.CreateVersion7().ToString(), "sign-in", EmailBuilder.To(person), outbox.EmailContent(person) with { Subject = subject }, outbox.Clock.Now, uselessFrom: uselessFrom, urgent: true);
    }

    private static SmtpTransport Transport(SmtpSink sink, int connections = 4) =>
        new(new MailSettings { Postbox = "smtp", Host = "127.0.0.1", Port = sink.Port, Security = "none", Connections = connections }, "rollout.debrug.example", Patient);
}
