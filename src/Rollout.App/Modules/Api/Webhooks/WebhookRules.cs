using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api.Webhooks;

/// <summary>Rules about webhooks.</summary>
public static class WebhookRules
{
    /// <summary>Messages go over https to an address on the internet, unless the installation says otherwise.</summary>
    public static readonly Rule HasAPublicAddress = new("webhook.has-a-public-address");

    /// <summary>It is told something.</summary>
    public static readonly Rule TellsSomething = new("webhook.tells-something");

    /// <summary>A client is told only what it may read.</summary>
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
