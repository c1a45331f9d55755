using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>Rules about webhooks.</summary>
public static class WebhookRules
{
    /// <summary>The address is public and uses https, unless the installation allows private ones.</summary>
    public static readonly Rule HasAPublicAddress = new("webhook.has-a-public-address");

    /// <summary>At least one kind of event is chosen.</summary>
    public static readonly Rule TellsSomething = new("webhook.tells-something");

    /// <summary>A client receives only events that its scopes allow it to read.</summary>
    public static readonly Rule MayReadIt = new("webhook.may-read-it");

    /// <summary>The scope a client needs to receive an event.</summary>
    internal static ApiScopes Needs(WebhookKinds kinds) => All.Where(k => kinds.HasFlag(k)).Aggregate(ApiScopes.None, (scopes, kind) => scopes | kind switch
    {
        WebhookKinds.Registered or WebhookKinds.Withdrawn => ApiScopes.RegistrationsRead,
        WebhookKinds.Credit => ApiScopes.CreditsRead,
        _ => ApiScopes.WavesRead,
    });

    internal static IEnumerable<WebhookKinds> All => Enum.GetValues<WebhookKinds>().Where(k => k != WebhookKinds.None);
}
