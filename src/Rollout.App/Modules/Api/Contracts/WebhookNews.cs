using NodaTime;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Api.Contracts;

/// <summary>What a statement changed in bulk, for webhooks: they hear of everything else by what is saved.</summary>
internal static class WebhookNews
{
    /// <summary>Says in the running transaction that credits were settled, without saying whose: the client asks for them.</summary>
    public static async Task TellCreditsImportedAsync(this RolloutDb db, int given, int takenBack, Instant now, CancellationToken ct)
    {
        await WebhookEvents.QueueAsync(db, [new(WebhookKinds.Credit, "credits.imported", new { given, takenBack })], now, ct);
        await db.SaveChangesAsync(ct);
    }
}
