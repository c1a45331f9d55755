using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>An outbox on a database of its own, with a stopped clock and mails in a folder.</summary>
internal sealed class TheOutbox : IDisposable
{
    private readonly TestDatabase _database;

    public TheOutbox(Database kind)
    {
        _database = TestDatabase.On(kind);
        Branch = A.Branch();
        _database.Given(A.Rollout(), Branch);
        Store = new OutboxStore(_database, [new ReachableGuard()], Clock);
        Status = new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance);
    }

    public MailTransportStatus Status { get; }

    public StoppedClock Clock { get; } = new(A.Monday);

    public Domain.Branches.Branch Branch { get; }

    public OutboxStore Store { get; set; }

    public string Mails => Path.Combine(_database.Folder, "mails");

    public IReadOnlyList<string> Files => Directory.Exists(Mails) ? [.. Directory.GetFiles(Mails).Order()] : [];

    public RolloutDb Db() => _database.CreateDbContext();

    public void Given(params object[] things) => _database.Given(things);

    public DispatchOutbox Dispatch(IMailTransport? postbox = null) => new(
        Store, postbox ?? new EmlFileTransport(Mails), new MailRenderer(new Sender("rollout@debrug.example"), Clock), Status, Clock, NullLogger<DispatchOutbox>.Instance);

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
        var letter = EmailContent(to);
        var key = Guid.CreateVersion7().ToString();
        return kind == OutboxKind.Service
            ? OutboxMessage.ServiceMail(key, "test", EmailBuilder.To(to), letter, Clock.Now, dueAt, uselessFrom)
            : OutboxMessage.Nudge(OutboxMessageId.New(), key, "test", EmailBuilder.To(to), letter, Clock.Now, dueAt ?? Clock.Now, uselessFrom ?? Clock.Now + Duration.FromDays(2));
    }

    /// <summary>This many messages to someone new.</summary>
    public IEnumerable<object> Many(OutboxKind kind, int count)
    {
        var person = A.Person(Branch);
        Given(person);
        return Enumerable.Range(0, count).Select(_ => Message(person, kind, null, null));
    }

    public EmailContent EmailContent(Person to) => EmailBuilder.Write(A.Rollout(), Localizer.In("en"), to.GivenName, "A seat on Monday", "You asked for it.", "There is a seat for you.");

    public OutboxMessage Find(OutboxMessage message)
    {
        using var db = Db();
        return db.Outbox.Single(m => m.Id == message.Id);
    }

    public void Dispose() => _database.Dispose();
}
