using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Access;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>
/// Sends what is due to webhooks, until nothing is. A message is claimed by moving it on, in one statement, so that one of several processes sends it; after a crash it is due again when the lease is over, with
/// the same id. Deliveries that are given up are reported to the leads, once a day for each webhook.
/// </summary>
internal sealed class DeliverWebhooks(IDbContextFactory<RolloutDb> dbs, WebhookSender sender, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    private const int Batch = 100;
    private const int AtOnce = 8;
    private const int Gone = 410;
    private static readonly Duration Lease = Duration.FromMinutes(2);
    private static readonly Duration LongestWait = Duration.FromHours(4);
    private static readonly Duration Kept = Duration.FromDays(30);

    public async Task RunAsync(CancellationToken ct = default)
    {
        while (await RunBatchAsync(ct) == Batch)
        {
        }
    }

    private async Task<int> RunBatchAsync(CancellationToken ct)
    {
        List<(WebhookDeliveryId Id, Instant DueAt)> due;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            var (now, old) = (clock.GetCurrentInstant(), clock.GetCurrentInstant() - Kept);
            await db.WebhookDeliveries.Where(d => d.State != WebhookState.Queued && d.At < old).ExecuteDeleteAsync(ct);
            due = [.. (await db.WebhookDeliveries.Where(d => d.State == WebhookState.Queued && d.DueAt <= now).OrderBy(d => d.DueAt).Take(Batch).Select(d => new { d.Id, d.DueAt }).ToListAsync(ct)).Select(d => (d.Id, d.DueAt))];
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (claim, stop) => await DeliverAsync(claim.Id, claim.DueAt, stop));
        return due.Count;
    }

    private async Task DeliverAsync(WebhookDeliveryId id, Instant dueAt, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var until = clock.GetCurrentInstant() + Lease;
        if (await db.WebhookDeliveries.Where(d => d.Id == id && d.State == WebhookState.Queued && d.DueAt == dueAt).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, until), ct) == 0)
        {
            return;
        }

        var delivery = await db.WebhookDeliveries.SingleAsync(d => d.Id == id, ct);
        var (hook, client) = await FindAsync(db, delivery.Webhook, ct);
        var now = clock.GetCurrentInstant();
        if (hook.EndedAt is not null || client.RevokedAt is not null || client.ExpiresAt <= now)
        {
            delivery.GiveUp(null, "The webhook has ended, or its client has no token that works.");
            await db.SaveChangesAsync(ct);
            return;
        }

        Settle(hook, delivery, await sender.SendAsync(hook, delivery, ct));
        if (delivery.State == WebhookState.Dead)
        {
            await TellLeadsAsync(db, hook, client, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private void Settle(Webhook hook, WebhookDelivery delivery, WebhookAnswer answer)
    {
        var now = clock.GetCurrentInstant();
        if (answer is { Trouble: null, Status: { } taken })
        {
            delivery.Delivered(taken);
        }
        else if (answer.Status == Gone)
        {
            hook.End(now);
            delivery.GiveUp(answer.Status, answer.Trouble!);
        }
        else
        {
            var wait = Duration.Min(LongestWait, Duration.Max(answer.Wait ?? Duration.Zero, RetryPolicy.Wait(delivery.Attempts, LongestWait, Random.Shared.NextDouble())));
            delivery.Failed(answer.Status, answer.Trouble!, now + wait);
        }
    }

    private static async Task<(Webhook Hook, ApiClient Client)> FindAsync(RolloutDb db, WebhookId id, CancellationToken ct)
    {
        var hook = await db.Webhooks.SingleAsync(w => w.Id == id, ct);
        return (hook, await db.ApiClients.AsNoTracking().SingleAsync(c => c.Id == hook.Client, ct));
    }

    private async Task TellLeadsAsync(RolloutDb db, Webhook hook, ApiClient client, CancellationToken ct)
    {
        var (rollout, now) = (await currentRollout.GetAsync(ct), clock.GetCurrentInstant());
        foreach (var lead in await db.People.AsNoTracking().Where(p => p.IsLead && p.Active && p.Email != null).ToListAsync(ct))
        {
            var key = $"webhook-dead/{hook.Id.Value:N}/{now.InZone(rollout.Zone).Date:R}/{lead.Id.Value:N}";
            if (!await db.Outbox.AnyAsync(m => m.Key == key, ct))
            {
                var words = Localizer.In(rollout.LanguageOf(lead));
                var letter = EmailBuilder.Write(rollout, words, lead.GivenName, words["webhook.mail-subject", client.Name], words["webhook.mail-why"], words["webhook.mail-body", client.Name, hook.Address]) with
                {
                    Button = new EmailLink(words["webhook.mail-button"], site.To($"/settings/api/webhooks/{hook.Id}")),
                };
                db.Outbox.Add(OutboxMessage.ServiceMail(key, "webhook-dead", EmailBuilder.To(lead), letter, now));
            }
        }
    }
}
