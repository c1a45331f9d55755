using Rollout.App.Shared.Outbox;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>Dispatchers that run concurrently, die, stall or are stopped.</summary>
public sealed class DispatchersTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Dispatchers_at_once_send_each_message_exactly_once(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. outbox.Many(OutboxKind.Service, 300), .. outbox.Many(OutboxKind.Nudge, 300)]);
        var postbox = new ATransport(_ => DeliveryResult.Sent);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => outbox.Dispatch(postbox).RunAsync()));

        Assert.Equal(600, postbox.Posted.Count);
        Assert.Equal(600, postbox.Posted.Distinct().Count());
        using var db = outbox.Db();
        Assert.Equal(600, db.Outbox.Count(m => m.State == OutboxState.Sent && m.Attempts == 1 && m.ClaimedUntil == null));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task When_a_dispatcher_vanishes_a_service_mail_goes_again_and_a_nudge_that_may_have_left_does_not(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (service, left) = (outbox.Queue(), outbox.Queue(OutboxKind.Nudge));
        await outbox.Store.SettleAndClaimAsync([], OutboxLane.Bulk, 10, default); // service mails first
        await outbox.Store.SettleAndClaimAsync([], OutboxLane.Bulk, 10, default); // and the process died

        await outbox.Dispatch().RunAsync();
        Assert.Empty(outbox.Files); // the lease is still valid

        outbox.Clock.Advance(OutboxStore.Lease);
        await outbox.Dispatch().RunAsync();

        Assert.Equal(OutboxState.Sent, outbox.Find(service).State);
        Assert.Equal((OutboxState.Unknown, SuppressionReason.Vanished), (outbox.Find(left).State, outbox.Find(left).FailureReason));
        Assert.Single(outbox.Files);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_dispatcher_that_was_stalled_beyond_its_lease_settles_nothing(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        var stalled = await outbox.Store.SettleAndClaimAsync([], OutboxLane.Bulk, 10, default);
        outbox.Clock.Advance(OutboxStore.Lease);
        await outbox.Store.ExpireAndReclaimAsync(default);
        await outbox.Store.SettleAndClaimAsync([], OutboxLane.Bulk, 10, default);

        await outbox.Store.SettleAndClaimAsync([new OutboxUpdate(stalled[0], OutboxState.Failed, "too late")], OutboxLane.Bulk, 0, default);
        Assert.Equal(OutboxState.Claimed, outbox.Find(message).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Stopping_the_program_finishes_what_is_being_handed_over_and_gives_the_rest_back(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. outbox.Many(OutboxKind.Nudge, 90)]);
        using var stop = new CancellationTokenSource();
        var posted = 0;
        var postbox = new ATransport(_ =>
        {
            if (Interlocked.Increment(ref posted) == 30)
            {
                stop.Cancel();
            }

            return DeliveryResult.Sent;
        });

        await outbox.Dispatch(postbox).RunAsync(stop.Token);

        using var db = outbox.Db();
        Assert.InRange(posted, 30, 31); // the other connection may have had one in hand
        Assert.Equal(posted, db.Outbox.Count(m => m.State == OutboxState.Sent));
        Assert.Equal(90 - posted, db.Outbox.Count(m => m.State == OutboxState.Queued && m.Attempts == 0 && m.ClaimedUntil == null));
    }
}
