using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Api.Webhooks;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>Adds webhooks to clients, delivers them, and checks what a receiver got.</summary>
internal static class WebhookReceivers
{
    /// <summary>As docs/api.md tells a receiver to check what it got.</summary>
    public static void AssertSigned(this Receiver receiver, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        Assert.NotEmpty(receiver.Heard);
        Assert.All(receiver.Heard, h => Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{h.Headers["webhook-id"]}.{h.Headers["webhook-timestamp"]}.{h.Body}"))),
            (string?)h.Headers["webhook-signature"]));
    }

    public static async Task<string> MakeWebhookAsync(this AnApi api, Receiver receiver, params string[] kinds)
    {
        var visitor = api.App.Visitor(api.Lead);
        var page = await visitor.GetAsync("/settings/api/webhooks");
        var client = Regex.Match(page.Html, "<option value=\"([0-9a-f-]{36})\"").Groups[1].Value;
        var made = await visitor.SubmitAsync(page, "make", [("Client", client), ("Address", receiver.Address.AbsoluteUri), .. kinds.Select(k => ("Kinds", (string?)k))]);
        return WebUtility.HtmlDecode(Regex.Match(made.Html, "<b class=\"code any\">(whsec_[^<]+)</b>").Groups[1].Value);
    }

    public static Task DeliverAsync(this AnApi api) => api.App.Services.GetRequiredService<DeliverWebhooks>().RunAsync();
}
