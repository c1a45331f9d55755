using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Outbox;

/// <summary>The messages of people. What still waits goes to the address of the remaining person.</summary>
internal sealed class OutboxReferences : IPersonReferences
{
    private static readonly string Nothing = JsonSerializer.Serialize(new EmailContent { Language = "en", BrandName = "", Brand = "", Subject = Person.Nameless, Greeting = "", Paragraphs = [], Signature = "" });

    public IReadOnlyList<PersonReference> All { get; } =
        [PersonReference.To<OutboxMessage>(m => m.Person, ReferenceKind.Messages, OnRemoval.Goes)];

    /// <summary>Keeps that and when a message was sent, for the counts; deletes its address and its text.</summary>
    public Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct) => db.Outbox.Where(m => m.Person == person).ExecuteUpdateAsync(
        set => set.SetProperty(m => m.Address, "").SetProperty(m => m.Name, Person.Nameless).SetProperty(m => m.Subject, Person.Nameless).SetProperty(m => m.EmailContent, Nothing).SetProperty(m => m.Calendar, (string?)null), ct);

    public async Task SettleAsync(RolloutDb db, Person kept, PersonId merged, CancellationToken ct)
    {
        if (kept.Email is { } address)
        {
            await db.Outbox.Where(m => m.Person == kept.Id && m.State == OutboxState.Queued && m.Address != address)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Address, address).SetProperty(m => m.Name, kept.Name), ct);
        }
    }
}
