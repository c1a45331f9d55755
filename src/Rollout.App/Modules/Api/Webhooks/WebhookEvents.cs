using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>What happened, with the ids of what it is about.</summary>
internal sealed record WebhookEvent(WebhookKinds Kind, string Type, object Data);

/// <summary>
/// Queues messages to webhooks in the transaction of the act they report, derived from what it saves: no command has to think of it, and no event is sent for something that did not happen. An import of profiles, which
/// settles credits by statements, says so itself (<see cref="Contracts.WebhookNews"/>).
/// </summary>
internal sealed class WebhookEvents(IClock clock) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is RolloutDb db && db.ChangeTracker.Entries().Select(Of).OfType<WebhookEvent>().ToList() is { Count: > 0 } events)
        {
            await QueueAsync(db, events, clock.GetCurrentInstant(), cancellationToken);
        }

        return result;
    }

    internal static async Task QueueAsync(RolloutDb db, IReadOnlyList<WebhookEvent> events, Instant now, CancellationToken ct)
    {
        var hooks = await db.Webhooks.AsNoTracking().Where(w => w.EndedAt == null).ToListAsync(ct);
        db.AddRange(hooks.SelectMany(hook => events.Where(e => hook.Kinds.HasFlag(e.Kind)).Select(e => WebhookDelivery.Queue(hook.Id, e.Type, JsonSerializer.Serialize(e.Data, JsonSerializerOptions.Web), now))));
    }

    // Dry-runs and rehearsals send no events.
    private static WebhookEvent? Of(EntityEntry entry) => entry.Entity switch
    {
        Registration { State: RegistrationState.Registered } r when Became(entry, nameof(Registration.State)) => new(WebhookKinds.Registered, "registration.created", Place(r)),
        Registration { State: RegistrationState.Withdrawn } r when entry.State == EntityState.Modified && Became(entry, nameof(Registration.State)) => new(WebhookKinds.Withdrawn, "registration.withdrawn", Place(r)),
        Launch { State: LaunchState.Live, IsRehearsal: false } l when Became(entry, nameof(Launch.State)) => new(WebhookKinds.Live, "launch.live", new { Launch = l.Id.Value, Wave = l.Wave.Value, Branch = l.Branch.Value }),
        Credit c when entry.State == EntityState.Added => new(WebhookKinds.Credit, "credit.given", new { Colleague = c.Colleague.Value, c.Provisional }),
        Wave { State: WaveState.Held, IsRehearsal: false } w when Became(entry, nameof(Wave.State)) => new(WebhookKinds.Alarm, "alarm.raised", new { Alarm = "wave-held", Wave = w.Id.Value }),
        RollCall { Trouble: not null } c when entry.State == EntityState.Added && entry.Context.ChangeTracker.Entries<Launch>().Single(e => e.Entity.Id == c.Launch).Entity is var l && IsNewTrouble(c, l) =>
            new(WebhookKinds.Alarm, "alarm.raised", new { Alarm = "branch-has-trouble", Launch = l.Id.Value, Wave = l.Wave.Value, Branch = l.Branch.Value }),
        _ => null,
    };

    // The form of the next report starts with the trouble of the last one, which then is old news.
    private static bool IsNewTrouble(RollCall call, Launch launch) => !launch.IsRehearsal && launch.RollCalls.LastOrDefault(c => c.Number < call.Number)?.Trouble != call.Trouble;

    private static object Place(Registration r) => new { Infosession = r.Infosession.Value, Person = r.Person.Value };

    private static bool Became(EntityEntry entry, string property) =>
        entry.State == EntityState.Added || (entry.State == EntityState.Modified && !Equals(entry.Property(property).OriginalValue, entry.Property(property).CurrentValue));
}
