using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Features.Outbox;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Postboxes;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Outbox;

public sealed class DispatchOutboxTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_message_that_is_due_arrives_and_one_that_is_not_waits(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var due = outbox.Queue();
        var later = outbox.Queue(dueAt: outbox.Clock.Now + Duration.FromHours(1));

        await outbox.Dispatch().RunAsync();

        Assert.Single(outbox.Files);
        Assert.Equal(OutboxState.Sent, outbox.Find(due).State);
        Assert.Equal(OutboxState.Queued, outbox.Find(later).State);
        var mail = await File.ReadAllTextAsync(outbox.Files[0]);
        Assert.Contains("There is a seat for you.", mail, StringComparison.Ordinal);
        Assert.Contains("Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n", mail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_came_too_late_dies_instead_of_arriving_late(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var late = outbox.Queue(OutboxKind.Nudge, uselessFrom: outbox.Clock.Now);

        await outbox.Dispatch().RunAsync();

        Assert.Empty(outbox.Files);
        Assert.Equal((OutboxState.Suppressed, Stopped.TooLate), (outbox.Find(late).State, outbox.Find(late).Trouble));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_gets_a_nudge_after_their_stop_or_anything_after_they_left(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (stopped, left) = (A.Person(outbox.Branch), A.Person(outbox.Branch));
        outbox.Given(stopped, left);
        var nudge = outbox.Queue(OutboxKind.Nudge, stopped);
        var service = outbox.Queue(OutboxKind.Service, stopped);
        var gone = outbox.Queue(OutboxKind.Service, left);
        using (var db = outbox.Db())
        {
            db.People.Single(p => p.Id == stopped.Id).StopNudges(outbox.Clock.Now);
            db.People.Single(p => p.Id == left.Id).Leave();
            db.SaveChanges();
        }

        await outbox.Dispatch().RunAsync();

        Assert.Equal(Stopped.ByPerson, outbox.Find(nudge).Trouble);
        Assert.Equal(OutboxState.Sent, outbox.Find(service).State);
        Assert.Equal(Stopped.Left, outbox.Find(gone).Trouble);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_spoils_first_goes_first(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. Many(outbox, OutboxKind.Service, 150)]);
        var code = outbox.Queue(uselessFrom: outbox.Clock.Now + Duration.FromMinutes(10));

        Assert.Equal(code.Id, (await outbox.Store.ClaimAsync(1, default)).Single().Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Dispatchers_at_once_send_each_message_exactly_once(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. Many(outbox, OutboxKind.Service, 300), .. Many(outbox, OutboxKind.Nudge, 300)]);
        var postbox = new APostbox(_ => Delivery.Sent);

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
        await outbox.Store.HandOverAsync([], await outbox.Store.ClaimAsync(10, default), default);
        await outbox.Store.HandOverAsync([], await outbox.Store.ClaimAsync(10, default), default);
        var stayed = outbox.Queue(OutboxKind.Nudge);
        await outbox.Store.ClaimAsync(10, default); // claimed, and vanished before it was handed over

        await outbox.Dispatch().RunAsync();
        Assert.Empty(outbox.Files); // the lease still holds

        outbox.Clock.Advance(StoredOutbox.Lease);
        await outbox.Dispatch().RunAsync();

        Assert.Equal(OutboxState.Sent, outbox.Find(service).State);
        Assert.Equal(OutboxState.Sent, outbox.Find(stayed).State);
        Assert.Equal((OutboxState.Unknown, Stopped.Vanished), (outbox.Find(left).State, outbox.Find(left).Trouble));
        Assert.Equal(2, outbox.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_was_stalled_beyond_the_lease_settles_nothing_and_hands_over_nothing(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var message = outbox.Queue();
        var stalled = await outbox.Store.ClaimAsync(10, default);
        outbox.Clock.Advance(StoredOutbox.Lease);
        await outbox.Store.TidyAsync(default);
        await outbox.Store.ClaimAsync(10, default);

        Assert.Empty(await outbox.Store.HandOverAsync([new Settlement(stalled[0], OutboxState.Failed, "too late")], stalled, default));
        Assert.Equal(OutboxState.Claimed, outbox.Find(message).State);
    }

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

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Stopping_the_program_finishes_what_is_being_handed_over_and_gives_the_rest_back(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. Many(outbox, OutboxKind.Nudge, 90)]);
        using var stop = new CancellationTokenSource();
        var posted = 0;
        var postbox = new APostbox(_ =>
        {
            if (++posted == 30)
            {
                stop.Cancel();
            }

            return Delivery.Sent;
        });

        await outbox.Dispatch(postbox).RunAsync(stop.Token);

        using var db = outbox.Db();
        Assert.Equal(30, db.Outbox.Count(m => m.State == OutboxState.Sent));
        Assert.Equal(60, db.Outbox.Count(m => m.State == OutboxState.Queued && m.Attempts == 0));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_address_that_is_none_is_parked_with_the_reason(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var person = A.Person(outbox.Branch, email: "not an address");
        outbox.Given(person);
        var message = outbox.Queue(to: person);

        await outbox.Dispatch().RunAsync();

        Assert.Equal(OutboxState.Failed, outbox.Find(message).State);
        Assert.NotEmpty(outbox.Find(message).Trouble!);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_message_is_never_queued_twice(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var person = A.Person(outbox.Branch);
        outbox.Given(person);
        OutboxMessage Same() => OutboxMessage.ServiceMail("one-key", "test", Rollout.App.Features.Mails.Letters.To(person), outbox.Letter(person), outbox.Clock.Now);
        outbox.Given(Same());

        await Assert.ThrowsAsync<DbUpdateException>(() =>
        {
            outbox.Given(Same());
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<object> Many(TheOutbox outbox, OutboxKind kind, int count)
    {
        var person = A.Person(outbox.Branch);
        outbox.Given(person);
        return Enumerable.Range(0, count).Select(_ => outbox.Message(person, kind, null, null));
    }

    /// <summary>Answers as a test says, and remembers what was handed over.</summary>
    private sealed class APostbox(Func<Guid, Delivery> answer) : IPostbox, IPostRound
    {
        public ConcurrentBag<Guid> Posted { get; } = [];

        public int MostRounds => 4;

        public IPostRound Open() => this;

        public Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct)
        {
            var delivery = answer(mail.Id);
            if (delivery.Outcome is Outcome.Sent or Outcome.Lost)
            {
                Posted.Add(mail.Id);
            }

            return Task.FromResult(delivery);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
