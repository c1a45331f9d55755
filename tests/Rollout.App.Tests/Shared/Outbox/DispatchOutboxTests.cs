using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Shared.Outbox;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>Which messages are sent, wait, and expire.</summary>
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
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.TooLate), (outbox.Find(late).State, outbox.Find(late).FailureReason));
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

        Assert.Equal(SuppressionReason.ByPerson, outbox.Find(nudge).FailureReason);
        Assert.Equal(OutboxState.Sent, outbox.Find(service).State);
        Assert.Equal(SuppressionReason.Left, outbox.Find(gone).FailureReason);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_spoils_first_goes_first(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        outbox.Given([.. outbox.Many(OutboxKind.Service, 150)]);
        var code = outbox.Queue(uselessFrom: outbox.Clock.Now + Duration.FromMinutes(10));

        Assert.Equal(code.Id, (await outbox.Store.SettleAndClaimAsync([], OutboxLane.Bulk, 1, default)).Single().Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_address_that_cannot_be_written_in_a_mail_is_parked_with_the_reason_and_the_others_go(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var (person, other) = (A.Person(outbox.Branch, email: "jan.@example.be"), A.Person(outbox.Branch));
        outbox.Given(person, other);
        var (message, next) = (outbox.Queue(to: person), outbox.Queue(to: other));

        await outbox.Dispatch().RunAsync();

        Assert.Equal((OutboxState.Failed, RetryPolicy.BadAddress), (outbox.Find(message).State, outbox.Find(message).FailureReason));
        Assert.Equal(OutboxState.Sent, outbox.Find(next).State);
        foreach (var language in (string[])["en", "nl", "fr"])
        {
            Assert.DoesNotContain(RetryPolicy.BadAddress, Rollout.App.Shared.Localization.Localizer.In(language).TroubleOf(OutboxState.Failed, RetryPolicy.BadAddress), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_same_message_is_never_queued_twice(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var person = A.Person(outbox.Branch);
        outbox.Given(person);
        OutboxMessage Same() => OutboxMessage.ServiceMail("one-key", "test", Rollout.App.Shared.Mails.EmailBuilder.To(person), outbox.EmailContent(person), outbox.Clock.Now);
        outbox.Given(Same());

        await Assert.ThrowsAsync<DbUpdateException>(() =>
        {
            outbox.Given(Same());
            return Task.CompletedTask;
        });
    }
}
