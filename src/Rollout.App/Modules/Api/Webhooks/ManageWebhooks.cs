using Microsoft.EntityFrameworkCore;
using NodaTime;
using Microsoft.Extensions.Options;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>The lead adds a webhook to a client.</summary>
internal sealed class MakeWebhook(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, WebhookSender sender, IOptions<WebhookSettings> settings, IClock clock)
{
    /// <returns>The secret with which messages are signed, which is shown now and never again.</returns>
    /// <exception cref="BrokenRuleException">A <see cref="WebhookRules"/> rule is broken.</exception>
    public async Task<string> RunAsync(ApiClientId client, string address, WebhookKinds kinds, CancellationToken ct = default)
    {
        var (actor, secret) = (await me.GetAsync(ct), sender.NewSecret());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var scopes = (await db.ApiClients.AsNoTracking().SingleAsync(c => c.Id == client, ct)).Scopes;
        RuleSet.EnsureAll(
            () => WebhookRules.HasAPublicAddress.Ensure(address.Length <= Webhook.AddressLength && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && settings.Value.Allows(uri)),
            () => WebhookRules.TellsSomething.Ensure(kinds != WebhookKinds.None),
            () => WebhookRules.MayReadIt.Ensure(scopes.HasFlag(WebhookRules.Needs(kinds))));
        db.Webhooks.Add(Webhook.Make(client, address.Trim(), secret.Stored, kinds, actor.Id, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        return secret.Shown;
    }
}

/// <summary>The lead ends a webhook.</summary>
public sealed class EndWebhook(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(WebhookId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        (await db.Webhooks.SingleOrDefaultAsync(w => w.Id == id, ct))?.End(clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead sends a message again, or all that were given up.</summary>
public sealed class ReplayWebhook(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="one">Null for all that were given up.</param>
    public async Task RunAsync(WebhookId id, WebhookDeliveryId? one, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var again = await db.WebhookDeliveries.Where(d => d.Webhook == id && (one == null ? d.State == WebhookState.Dead : d.Id == one && d.State != WebhookState.Queued)).ToListAsync(ct);
        again.ForEach(d => d.Replay(clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
    }
}

public sealed record WebhookLine(WebhookId Id, string Client, string Address, WebhookKinds Kinds, int Dead);

public sealed record WebhookDeliveryLine(WebhookDeliveryId Id, string Type, LocalDateTime At, WebhookState State, int Attempts, int? Status, string? Trouble);

/// <summary>Lists the webhooks that were not ended, and the last messages of one.</summary>
public sealed class ListWebhooks(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    public const int MostDeliveries = 100;

    public async Task<IReadOnlyList<WebhookLine>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Lines(db, db.Webhooks).ToListAsync(ct);
    }

    /// <returns>Null where there is none of that id.</returns>
    public async Task<(WebhookLine Webhook, IReadOnlyList<WebhookDeliveryLine> Deliveries)?> FindAsync(WebhookId id, CancellationToken ct = default)
    {
        var zone = (await currentRollout.GetAsync(ct)).Zone;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await Lines(db, db.Webhooks.Where(w => w.Id == id)).SingleOrDefaultAsync(ct) is not { } webhook)
        {
            return null;
        }

        var last = await db.WebhookDeliveries.AsNoTracking().Where(d => d.Webhook == id).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(MostDeliveries).ToListAsync(ct);
        return (webhook, last.ConvertAll(d => new WebhookDeliveryLine(d.Id, d.Type, d.At.InZone(zone).LocalDateTime, d.State, d.Attempts, d.Status, d.Trouble)));
    }

    private static IQueryable<WebhookLine> Lines(RolloutDb db, IQueryable<Webhook> webhooks) =>
        from w in webhooks
        where w.EndedAt == null
        join c in db.ApiClients on w.Client equals c.Id
        orderby w.MadeAt
        select new WebhookLine(w.Id, c.Name, w.Address, w.Kinds, db.Set<WebhookDelivery>().Count(d => d.Webhook == w.Id && d.State == WebhookState.Dead));
}
