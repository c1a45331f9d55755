using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>The real program, told to stop while a slow mail server takes its mails, and started again.</summary>
public sealed class StoppedProcessTests
{
    private const int Each = 60;

    // Beyond what an answer is waited for at a stop, with room for a machine that is busy.
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_stop_leaves_nothing_handed_over_and_unsettled_and_sends_nothing_twice(Database kind)
    {
        using var database = AProgram.Queued(kind, Each);
        await using var sink = new SmtpSink { BeforeReply = _ => Task.Delay(TimeSpan.FromSeconds(0.5)) };
        using (var first = AProgram.Start(database, AProgram.Smtp(sink.Port)))
        {
            await AProgram.UntilAsync(() => sink.Mails.Count >= 10, first);
            Assert.InRange(await AProgram.StopAsync(first), TimeSpan.Zero, Seconds);
            Assert.Equal(0, first.ExitCode);
        }

        var messages = AProgram.Messages(database);
        Assert.DoesNotContain(messages, m => m.State is not (OutboxState.Sent or OutboxState.Queued));
        Assert.Equal(sink.Mails.Select(AProgram.MessageId).Order(), messages.Where(m => m.State == OutboxState.Sent).Select(m => $"{m.Id.Value:N}@localhost").Order());
        Assert.Contains(messages, m => m is { State: OutboxState.Queued, Attempts: 0 });

        sink.BeforeReply = _ => Task.CompletedTask;
        using var second = AProgram.Start(database, AProgram.Smtp(sink.Port));
        await AProgram.UntilAsync(() => AProgram.Waiting(database) == 0, second);
        await AProgram.StopAsync(second);
        Assert.Equal(2 * Each, sink.Mails.Count);
        Assert.Equal(2 * Each, sink.Mails.Select(AProgram.MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_stop_does_not_wait_for_a_server_that_never_answers(Database kind)
    {
        using var database = AProgram.Queued(kind, Each);
        await using var sink = new SmtpSink { Answers = line => line == "." ? SmtpSink.Silence : null };
        using var program = AProgram.Start(database, AProgram.Smtp(sink.Port));
        await AProgram.UntilAsync(() => !sink.Mails.IsEmpty, program);

        Assert.InRange(await AProgram.StopAsync(program), TimeSpan.Zero, Seconds);

        // What was wholly written may have arrived: a nudge is not sent again, a service mail is, as the same message.
        var messages = AProgram.Messages(database);
        Assert.DoesNotContain(messages, m => m.State is OutboxState.Claimed or OutboxState.Sent or OutboxState.Failed);
        Assert.InRange(messages.Count(m => m.Attempts > 0), 1, sink.Mails.Count);
    }

    [Fact]
    public async Task A_stop_before_a_mail_is_wholly_written_gives_it_back_untouched()
    {
        using var database = AProgram.Queued(Database.Sqlite, Each);
        await using var sink = new SmtpSink { Answers = line => line == "DATA" ? SmtpSink.Silence : null };
        using var program = AProgram.Start(database, AProgram.Smtp(sink.Port));
        await AProgram.UntilAsync(() => sink.Heard.Contains("DATA"), program);

        Assert.InRange(await AProgram.StopAsync(program), TimeSpan.Zero, Seconds);

        Assert.Empty(sink.Mails);
        Assert.All(AProgram.Messages(database), m => Assert.Equal((OutboxState.Queued, 0), (m.State, m.Attempts)));
    }
}
