using NodaTime;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Postboxes;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Outbox;

/// <summary>What the mail server answers, and what becomes of the message.</summary>
public sealed class DeliveryTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_refusal_for_the_moment_is_tried_again_ever_later_and_parked_in_the_end(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        var waits = new List<Duration>();
        for (var attempt = 1; attempt < Fates.MostAttempts; attempt++)
        {
            await outbox.Dispatch(new APostbox(_ => new Delivery(Outcome.NotNow, "451 later"))).RunAsync();
            var found = outbox.Find(message);
            Assert.Equal((OutboxState.Queued, attempt, "451 later"), (found.State, found.Attempts, found.Trouble));
            waits.Add(found.DueAt - outbox.Clock.Now);
            outbox.Clock.Now = found.DueAt;
        }

        await outbox.Dispatch(new APostbox(_ => new Delivery(Outcome.NotNow, "451 later"))).RunAsync();

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

        await outbox.Dispatch(new APostbox(m => m == messages[1].Id.Value ? new Delivery(Outcome.Refused, "550 no such person") : Delivery.Sent)).RunAsync();

        Assert.Equal([OutboxState.Sent, OutboxState.Failed, OutboxState.Sent], messages.Select(m => outbox.Find(m).State));
        Assert.Equal("550 no such person", outbox.Find(messages[1]).Trouble);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task After_a_lost_answer_a_nudge_is_unknown_and_a_service_mail_goes_again_as_the_same_message(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (service, nudge) = (outbox.Queue(), outbox.Queue(OutboxKind.Nudge));
        var postbox = new APostbox(_ => new Delivery(Outcome.Lost, "the line broke"));

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
            await outbox.Dispatch(new APostbox(_ => new Delivery(Outcome.Unreachable, "nobody there"))).RunAsync();
            outbox.Clock.Advance(Duration.FromHours(1));
        }

        await outbox.Dispatch().RunAsync();

        Assert.Equal(OutboxState.Sent, outbox.Find(message).State);
    }
}
