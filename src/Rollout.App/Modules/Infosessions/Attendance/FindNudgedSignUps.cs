using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Finds the days on which someone who has a place in an infosession was sent a nudge before they signed up, in order. What is confidential is left out.</summary>
public sealed class FindNudgedSignUps(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="zone">Of the infosession.</param>
    public async Task<IReadOnlyList<LocalDate>> RunAsync(InfosessionId id, DateTimeZone zone, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sent = await (
            from r in db.Registrations.WithAPlace()
            where r.Infosession == id
            join m in db.Outbox on (PersonId?)r.Person equals m.Person
            where m.Kind == OutboxKind.Nudge && m.State == OutboxState.Sent && !m.Confidential && m.DueAt < r.At
            select m.DueAt).ToListAsync(ct);
        return [.. sent.Select(at => at.InZone(zone).Date).Distinct().Order()];
    }
}
