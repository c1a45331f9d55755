using NodaTime;
using Rollout.App.Features.Outbox;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Outbox;

public sealed class DispatchOutboxTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
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
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_came_too_late_dies_instead_of_arriving_late(Database kind)
    {
        using var outbox = new TheOutbox(kind);
        var late = outbox.Queue(OutboxKind.Nudge, uselessFrom: outbox.Clock.Now);

        await outbox.Dispatch().RunAsync();

        Assert.Empty(outbox.Files);
        Assert.Equal((OutboxState.Suppressed, Stopped.TooLate), (outbox.Find(late).State, outbox.Find(late).Trouble));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
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
}
