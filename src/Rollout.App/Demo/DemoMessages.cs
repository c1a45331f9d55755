using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Demo;

/// <summary>
/// The confirmation mails of everyone with a place, as the outbox would have them: sent, except for one to an address that does not exist and one with unknown
/// outcome.
/// </summary>
internal sealed class DemoMessages(InfosessionEmails letters)
{
    public async Task InventAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var places = await (
            from r in db.Registrations
            where r.State == RegistrationState.Registered && r.At > now - Duration.FromDays(7)
            orderby r.At
            select new { r.Infosession, r.Person, r.At }).ToListAsync(ct);
        var facts = await db.Infosessions.Where(s => s.State == InfosessionState.Published && s.StartsAt > now).Facts(db).ToDictionaryAsync(f => f.Id, ct);
        var people = await db.People.Where(p => p.Email != null).Registrants(db).ToDictionaryAsync(p => p.Id, ct);
        var sent = places
            .Where(p => people.ContainsKey(p.Person) && facts.ContainsKey(p.Infosession))
            .Select(p => letters.Confirmed(rollout, facts[p.Infosession], people[p.Person], 0, p.At))
            .ToList();
        db.AddRange(sent);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        await SettleAsync(db, sent, ct);
    }

    private static async Task SettleAsync(RolloutDb db, List<OutboxMessage> sent, CancellationToken ct)
    {
        if (sent.Count < 3)
        {
            return;
        }

        await db.Outbox.ExecuteUpdateAsync(m => m.SetProperty(x => x.State, OutboxState.Sent).SetProperty(x => x.Attempts, 1).SetProperty(x => x.SettledAt, x => x.QueuedAt), ct);
        var (nobody, doubtful) = (sent[sent.Count / 2].Id, sent[sent.Count / 3].Id);
        await db.Outbox.Where(m => m.Id == nobody).ExecuteUpdateAsync(
            m => m.SetProperty(x => x.State, OutboxState.Failed).SetProperty(x => x.FailureReason, "550 5.1.1 There is nobody here by that name"), ct);
        await db.Outbox.Where(m => m.Id == doubtful).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, OutboxState.Unknown), ct);
    }
}
