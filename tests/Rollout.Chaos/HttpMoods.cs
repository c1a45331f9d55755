using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rollout.Chaos;

/// <summary>A provider of text messages that receives webhooks too, and is in another mood every few seconds.</summary>
internal sealed class HttpMoods : IAsyncDisposable
{
    private const int HangsUp = 0;

    private static readonly (string Name, bool Takes, int Answer, bool Stalls)[] Moods =
    [
        ("takes everything", true, 202, false),
        ("asks to wait", false, 429, false),
        ("fails before it took it", false, 500, false),
        ("fails after it took it", true, 502, false),
        ("hangs up before it took it", false, HangsUp, false),
        ("hangs up after it took it", true, HangsUp, false),
        ("stalls after it took it", true, HangsUp, true),
    ];

    private readonly WebApplication _app;
    private (string Name, bool Takes, int Answer, bool Stalls) _mood = Moods[0];
    private CancellationTokenSource _moodEnds = new();

    private HttpMoods(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>How often it was in each.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>What it took, by the number of the message, and how often.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    public static async Task<HttpMoods> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new HttpMoods(builder.Build());
        server._app.Run(server.TakeAsync);
        await server._app.StartAsync();
        return server;
    }

    public async Task ChangeAsync(Random dice, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Be(Moods[dice.Next(2) == 0 ? 0 : dice.Next(Moods.Length)]);
            await Task.Delay(TimeSpan.FromSeconds(2 + dice.Next(4)), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Be(Moods[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _moodEnds.Dispose();
    }

    private void Be((string Name, bool Takes, int Answer, bool Stalls) mood)
    {
        _mood = mood;
        Interlocked.Exchange(ref _moodEnds, new CancellationTokenSource()).Cancel();
        Seen[mood.Name] = Seen.GetValueOrDefault(mood.Name) + 1;
    }

    private async Task TakeAsync(HttpContext http)
    {
        var (mood, ends) = (_mood, _moodEnds.Token);
        var number = await NumberAsync(http.Request);
        if (mood.Takes)
        {
            Taken.AddOrUpdate(number, 1, (_, n) => n + 1);
        }

        if (mood.Stalls)
        {
            await Task.Delay(Timeout.Infinite, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (mood.Answer == HangsUp)
        {
            http.Abort();
            return;
        }

        http.Response.Headers.RetryAfter = "1";
        http.Response.StatusCode = mood.Answer;
    }

    // The number of a webhook is in its header, that of a text message is the reference the provider is given.
    private static async Task<string> NumberAsync(HttpRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        return request.Headers.TryGetValue("webhook-id", out var id) ? id.ToString()["msg_".Length..] : body.RootElement.GetProperty("reference").GetString()!;
    }
}
