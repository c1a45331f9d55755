using NodaTime;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>The mail server's answers, and what happens to the message.</summary>
public sealed class DeliveryResultTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_refusal_for_the_moment_is_tried_again_ever_later_and_parked_in_the_end(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        var waits = new List<Duration>();
        for (var attempt = 1; attempt < RetryPolicy.MostAttempts; attempt++)
        {
            await outbox.Dispatch(new ATransport(_ => new DeliveryResult(DeliveryStatus.Deferred, "451 later"))).RunAsync();
            var found = outbox.Find(message);
            Assert.Equal((OutboxState.Queued, attempt, "451 later"), (found.State, found.Attempts, found.FailureReason));
            waits.Add(found.DueAt - outbox.Clock.Now);
            outbox.Clock.Now = found.DueAt;
        }

        await outbox.Dispatch(new ATransport(_ => new DeliveryResult(DeliveryStatus.Deferred, "451 later"))).RunAsync();

        Assert.Equal(OutboxState.Failed, outbox.Find(message).State);
        Assert.InRange(waits[0], Duration.FromMinutes(1), Duration.FromMinutes(1.2));
        Assert.InRange(waits[1], Duration.FromMinutes(4), Duration.FromMinutes(4.8));
        Assert.InRange(waits[^1], Duration.FromHours(4), Duration.FromHours(4.8));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_refused_for_good_is_parked_and_the_others_go_on(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        OutboxMessage[] messages = [outbox.Queue(), outbox.Queue(), outbox.Queue()];

        await outbox.Dispatch(new ATransport(m => m == messages[1].Id.Value ? new DeliveryResult(DeliveryStatus.Refused, "550 no such person") : DeliveryResult.Sent)).RunAsync();

        Assert.Equal([OutboxState.Sent, OutboxState.Failed, OutboxState.Sent], messages.Select(m => outbox.Find(m).State));
        Assert.Equal("550 no such person", outbox.Find(messages[1]).FailureReason);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_address_that_the_server_does_not_know_gets_no_more_mail_and_its_reason_is_kept(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (gone, there) = (A.Person(outbox.Branch, "Wim Weg"), A.Person(outbox.Branch, "Els Er"));
        outbox.Given(gone, there);
        OutboxMessage[] first = [outbox.Queue(to: gone), outbox.Queue(to: there)];

        await outbox.Dispatch(new ATransport(m => m == first[1].Id.Value ? DeliveryResult.Sent : new DeliveryResult(DeliveryStatus.NoSuchMailbox, "550 5.1.1 no such person"))).RunAsync();
        OutboxMessage[] then = [outbox.Queue(OutboxKind.Nudge, to: gone), outbox.Queue(to: there)];
        await outbox.Dispatch(new ATransport(_ => DeliveryResult.Sent)).RunAsync();

        Assert.Equal([OutboxState.Failed, OutboxState.Sent], first.Select(m => outbox.Find(m).State));
        Assert.Equal([OutboxState.Suppressed, OutboxState.Sent], then.Select(m => outbox.Find(m).State));
        await using var db = outbox.Db();
        Assert.Equal(new SuppressedAddress(gone.Email!, ReturnKind.NoSuchMailbox, "550 5.1.1 no such person", outbox.Clock.Now), Assert.Single(db.SuppressedAddresses));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task After_a_lost_answer_a_nudge_is_unknown_and_a_service_mail_goes_again_as_the_same_message(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (service, nudge) = (outbox.Queue(), outbox.Queue(OutboxKind.Nudge));
        var postbox = new ATransport(_ => new DeliveryResult(DeliveryStatus.Unknown, "the line broke"));

        await outbox.Dispatch(postbox).RunAsync();
        outbox.Clock.Advance(Duration.FromMinutes(2));
        await outbox.Dispatch(postbox).RunAsync();

        Assert.Equal(OutboxState.Unknown, outbox.Find(nudge).State);
        Assert.Equal(OutboxState.Queued, outbox.Find(service).State);
        Assert.Equal(new[] { service.Id.Value, service.Id.Value, nudge.Id.Value }.Order(), postbox.Posted.Order());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_mail_server_that_is_away_for_days_costs_nothing_but_time(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        for (var i = 0; i < 50; i++)
        {
            await outbox.Dispatch(new ATransport(_ => DeliveryResult.Unavailable(MailProblem.NotReachable, "nobody there"))).RunAsync();
            outbox.Clock.Advance(Duration.FromHours(1));
        }

        Assert.Equal((OutboxState.Queued, 0, "nobody there"), (outbox.Find(message).State, outbox.Find(message).Attempts, outbox.Find(message).FailureReason));
        await outbox.Dispatch().RunAsync();

        Assert.Equal(OutboxState.Sent, outbox.Find(message).State);
        Assert.Null(outbox.Status.Outage);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_refusal_of_the_sender_stops_everything_and_costs_no_message_anything(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 50)]);
        var postbox = new ATransport(_ => DeliveryResult.Unavailable(MailProblem.Quota, "554 5.2.0 quota"));
        var asked = 0;

        await outbox.Dispatch(new ATransport(_ =>
        {
            Interlocked.Increment(ref asked);
            return DeliveryResult.Unavailable(MailProblem.Quota, "554 5.2.0 quota");
        })).RunAsync();
        await outbox.Dispatch(postbox).RunAsync();

        Assert.InRange(asked, 1, 2); // one for each connection
        Assert.Equal(MailProblem.Quota, outbox.Status.Outage?.Problem);
        using (var db = outbox.Db())
        {
            Assert.Equal(50, db.Outbox.Count(m => m.State == OutboxState.Queued && m.Attempts == 0 && m.ClaimedUntil == null));
        }

        outbox.Clock.Advance(Duration.FromMinutes(1));
        await outbox.Dispatch().RunAsync();
        Assert.Equal(50, outbox.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_mail_over_which_the_line_always_breaks_keeps_nobody_else_and_is_parked_in_the_end(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var poison = outbox.Queue();
        for (var i = 0; i < RetryPolicy.MostAttempts; i++)
        {
            var other = outbox.Queue();
            await outbox.Dispatch(new ATransport(m => m == poison.Id.Value ? DeliveryResult.Unavailable(MailProblem.LineBroke, "closed") : DeliveryResult.Sent)).RunAsync();
            Assert.Equal(OutboxState.Sent, outbox.Find(other).State);
            outbox.Clock.Advance(Duration.FromHours(1));
        }

        Assert.Equal(OutboxState.Failed, outbox.Find(poison).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_line_that_breaks_over_every_mail_parks_none(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        OutboxMessage[] messages = [outbox.Queue(), outbox.Queue()];
        for (var i = 0; i < 3 * RetryPolicy.MostAttempts; i++)
        {
            await outbox.Dispatch(new ATransport(_ => DeliveryResult.Unavailable(MailProblem.LineBroke, "closed"))).RunAsync();
            outbox.Clock.Advance(Duration.FromHours(1));
        }

        Assert.All(messages, message => Assert.Equal(OutboxState.Queued, outbox.Find(message).State));
        await outbox.Dispatch().RunAsync();
        Assert.Equal(2, outbox.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_full_mailbox_is_tried_for_days_before_its_message_is_parked(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        var begin = outbox.Clock.Now;
        while (outbox.Find(message).State == OutboxState.Queued)
        {
            outbox.Clock.Now = Instant.Max(outbox.Clock.Now, outbox.Find(message).DueAt);
            await outbox.Dispatch(new ATransport(_ => new DeliveryResult(DeliveryStatus.MailboxFull, "554 5.2.2 mailbox full"))).RunAsync();
        }

        Assert.Equal(OutboxState.Failed, outbox.Find(message).State);
        Assert.InRange(outbox.Clock.Now - begin, Duration.FromDays(2), Duration.FromDays(5));
    }
}
