using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>A server that takes webhooks, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public List<(IHeaderDictionary Headers, string Body)> Heard { get; } = [];

    public int Answer { get; set; } = 200;

    /// <summary>Headers of the answer.</summary>
    public Dictionary<string, string> With { get; } = [];

    /// <summary>Whether it never answers.</summary>
    public bool Silent { get; set; }

    /// <summary>Whether it takes a message and hangs up without an answer.</summary>
    public bool HangsUp { get; set; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    private async Task TakeAsync(HttpContext http)
    {
        if (Silent)
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var body = new StreamReader(http.Request.Body);
        var heard = (new HeaderDictionary(http.Request.Headers.ToDictionary(h => h.Key, h => h.Value)), await body.ReadToEndAsync());
        lock (Heard)
        {
            Heard.Add(heard);
        }

        if (HangsUp)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = Answer;
        foreach (var (name, value) in With)
        {
            http.Response.Headers[name] = value;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
