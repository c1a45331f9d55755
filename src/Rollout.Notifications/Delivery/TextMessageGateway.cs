using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NodaTime;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.Notifications.Delivery;

/// <summary>Hands text messages to a provider over HTTP.</summary>
/// <param name="http">With the longest time to wait for an answer.</param>
public sealed class TextMessageGateway(TextMessageSettings settings, HttpClient http, TimeProvider time) : IMessageGateway, IDisposable
{
    private const int ReasonLength = 300;
    private static readonly Duration LongestRetryAfter = Duration.FromHours(4);
    private readonly SemaphoreSlim _turn = new(1);
    private long _last;

    public MessageChannel Channel => MessageChannel.TextMessage;

    public async Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken stop)
    {
        if (!settings.IsOn)
        {
            return new DeliveryResult(DeliveryStatus.Refused, RetryPolicy.ChannelOff);
        }

        var content = JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
        try
        {
            await WaitForTurnAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return new DeliveryResult(DeliveryStatus.Abandoned);
        }

        using var request = Request(message, content.ShortText ?? content.Subject);
        try
        {
            // A request that was started is finished even when the program stops; the time-out of the client bounds it.
            using var answer = await http.SendAsync(request, CancellationToken.None);
            return await ExplainAsync(answer);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new DeliveryResult(DeliveryStatus.Deferred, $"{request.RequestUri!.Host}: {e.HttpRequestError}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return new DeliveryResult(DeliveryStatus.Unknown, "No answer in time.");
        }
    }

    public void Dispose() => _turn.Dispose();

    private HttpRequestMessage Request(OutboxMessage message, string text) => settings.Provider == "twilio"
        ? new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address ?? new Uri("https://api.twilio.com/"), $"2010-04-01/Accounts/{Uri.EscapeDataString(settings.Account!)}/Messages.json"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Account}:{settings.Secret}"))) },
            Content = new FormUrlEncodedContent([KeyValuePair.Create("To", message.Address), KeyValuePair.Create("From", settings.From), KeyValuePair.Create("Body", text)]),
        }
        : new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address ?? new Uri("https://rest.messagebird.com/"), "messages"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("AccessKey", settings.Secret) },
            Content = JsonContent.Create(new
            {
                originator = settings.From, recipients = new[] { message.Address.TrimStart('+') }, body = text, datacoding = "auto", reference = message.Id.Value.ToString("N"),
            }),
        };

    // A 5xx may come from a gateway in between while the provider did accept the message, so its outcome is unknown.
    private static async Task<DeliveryResult> ExplainAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return DeliveryResult.Sent;
        }

        var said = await answer.Content.ReadAsStringAsync();
        var reason = $"{(int)answer.StatusCode} {(said.Length > ReasonLength ? said[..ReasonLength] : said)}".Trim();
        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new DeliveryResult(DeliveryStatus.Deferred, reason) { RetryAfter = RetryAfter(answer) },
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.PaymentRequired => new DeliveryResult(DeliveryStatus.Deferred, reason),
            >= HttpStatusCode.InternalServerError => new DeliveryResult(DeliveryStatus.Unknown, reason),
            _ => new DeliveryResult(DeliveryStatus.Refused, reason),
        };
    }

    private static Duration RetryAfter(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter is { Delta: { } delta } ? Duration.FromTimeSpan(delta) : Duration.Zero;
        return Duration.Min(asked, LongestRetryAfter);
    }

    private async Task WaitForTurnAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var wait = TimeSpan.FromSeconds(1.0 / Math.Max(1, settings.PerSecond)) - time.GetElapsedTime(_last);
            if (_last != 0 && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop);
            }

            _last = time.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }
}
