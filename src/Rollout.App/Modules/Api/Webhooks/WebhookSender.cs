using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Api.Webhooks;

/// <param name="Status">Null where there was no answer.</param>
/// <param name="Trouble">Null when it was taken.</param>
/// <param name="Wait">How long the receiver asks to wait.</param>
internal sealed record WebhookAnswer(int? Status, string? Trouble, Duration? Wait = null);

/// <summary>Signs and sends messages as <see href="https://www.standardwebhooks.com">Standard Webhooks</see> says. Redirects are not followed.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly IDataProtector _protector;
    private readonly IClock _clock;

    public WebhookSender(IDataProtectionProvider protection, IOptions<WebhookSettings> settings, IClock clock, TimeSpan? longestAnswer = null)
    {
        (_protector, _clock) = (protection.CreateProtector("webhooks"), clock);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = LongestAnswer, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        if (!settings.Value.AllowPrivate)
        {
            handler.ConnectCallback = PublicAddresses.ConnectAsync;
        }

        _http = new HttpClient(handler) { Timeout = longestAnswer ?? LongestAnswer };
    }

    /// <summary>A secret to sign with, as the receiver gets it and as it is stored.</summary>
    public (string Shown, string Stored) NewSecret()
    {
        var secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, _protector.Protect(secret));
    }

    public async Task<WebhookAnswer> SendAsync(Webhook to, WebhookDelivery delivery, CancellationToken ct)
    {
        var (id, time) = ("msg_" + delivery.Id.Value.ToString("N"), _clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var body = new JsonObject { ["type"] = delivery.Type, ["timestamp"] = InstantPattern.ExtendedIso.Format(delivery.At), ["data"] = JsonNode.Parse(delivery.Data) }.ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Address) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", Sign(_protector.Unprotect(to.Secret), id, time, body));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var wait = response.Headers.RetryAfter?.Delta is { } delta ? Duration.FromTimeSpan(delta) : (Duration?)null;
            return new WebhookAnswer((int)response.StatusCode, response.IsSuccessStatusCode ? null : response.ReasonPhrase ?? "", wait);
        }
        catch (HttpRequestException unreachable)
        {
            return new WebhookAnswer(null, unreachable.InnerException?.Message ?? unreachable.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "No answer in time.");
        }
    }

    /// <summary>"v1," and the HMAC-SHA256 of id, time and body.</summary>
    internal static string Sign(string secret, string id, string time, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));

    public void Dispose() => _http.Dispose();
}
