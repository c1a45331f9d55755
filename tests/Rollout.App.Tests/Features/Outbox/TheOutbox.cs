using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Features.Mails;
using Rollout.App.Features.Outbox;
using Rollout.App.Wording;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Postboxes;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Outbox;

/// <summary>An outbox on a database of its own, with a clock that stands still and mails in a folder.</summary>
internal sealed class TheOutbox : IDisposable
{
    private readonly TestDatabase _database;

    public TheOutbox(Database kind)
    {
        _database = TestDatabase.On(kind);
        Branch = A.Branch();
        _database.Given(A.Rollout(), Branch);
        Store = new StoredOutbox(_database, [new StillReachable()], Clock);
        Status = new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance);
    }

    public MailTransportStatus Status { get; }

    public StoppedClock Clock { get; } = new(A.Monday);

    public Domain.Branches.Branch Branch { get; }

    public StoredOutbox Store { get; set; }

    public string Mails => Path.Combine(_database.Folder, "mails");

    public IReadOnlyList<string> Files => Directory.Exists(Mails) ? [.. Directory.GetFiles(Mails).Order()] : [];

    public RolloutDb Db() => _database.CreateDbContext();

    public void Given(params object[] things) => _database.Given(things);

    public DispatchOutbox Dispatch(IPostbox? postbox = null) => new(
        Store, postbox ?? new FolderPostbox(Mails), new ComposeMail(new Sender("rollout@debrug.example"), Clock), Status, Clock, NullLogger<DispatchOutbox>.Instance);

    /// <summary>Queues a service mail or a nudge to someone new.</summary>
    public OutboxMessage Queue(OutboxKind kind = OutboxKind.Service, Person? to = null, Instant? dueAt = null, Instant? uselessFrom = null)
    {
        var person = to ?? A.Person(Branch);
        if (to is null)
        {
            Given(person);
        }

        var message = Message(person, kind, dueAt, uselessFrom);
        Given(message);
        return message;
    }

    public OutboxMessage Message(Person to, OutboxKind kind, Instant? dueAt = null, Instant? uselessFrom = null)
    {
        var letter = Letter(to);
        var key = Guid.CreateVersion7().ToString();
        return kind == OutboxKind.Service
            ? OutboxMessage.ServiceMail(key, "test", Letters.To(to), letter, Clock.Now, dueAt, uselessFrom)
            : OutboxMessage.Nudge(OutboxMessageId.New(), key, "test", Letters.To(to), letter, Clock.Now, dueAt ?? Clock.Now, uselessFrom ?? Clock.Now + Duration.FromDays(2));
    }

    /// <summary>So many messages to someone new.</summary>
    public IEnumerable<object> Many(OutboxKind kind, int count)
    {
        var person = A.Person(Branch);
        Given(person);
        return Enumerable.Range(0, count).Select(_ => Message(person, kind, null, null));
    }

    public Letter Letter(Person to) => Letters.Write(A.Rollout(), Words.In("en"), to.GivenName, "A seat on Monday", "You asked for it.", "There is a seat for you.");

    public OutboxMessage Find(OutboxMessage message)
    {
        using var db = Db();
        return db.Outbox.Single(m => m.Id == message.Id);
    }

    public void Dispose() => _database.Dispose();
}
