using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Behaves as Microsoft Graph and its sign-in do: tokens, a redirect to an address that needs none, throttling, and days that are not there.</summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string Secret = "a secret";
    private readonly WebApplication _app;

    private GraphServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The reports it has, by day.</summary>
    public ConcurrentDictionary<LocalDate, string> Reports { get; } = [];

    /// <summary>The newest of its other reports, by the end of their name.</summary>
    public ConcurrentDictionary<string, string> Others { get; } = [];

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>How often it says 429 before it answers again.</summary>
    public int Throttles { get; set; }

    /// <summary>How many addresses have expired before they are used.</summary>
    public int Expired { get; set; }

    public bool IsRefusing { get; set; }

    /// <summary>The certificate whose assertions it takes; null for a secret.</summary>
    public X509Certificate2? Certificate { get; set; }

    public static async Task<GraphServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new GraphServer(app);
        app.MapPost("/{tenant}/oauth2/v2.0/token", server.TokenAsync);
        app.MapGet("/v1.0/reports/{report}", server.Report);
        app.MapGet("/v1.0/copilot/reports/{report}", server.Copilot);
        app.MapGet("/download/{day}", server.Download);
        app.MapGet("/download-other/{name}", (string name) => Csv(server.Others[name]));
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var isRight = form["grant_type"] == "client_credentials" && form["client_id"] == "client" && (Certificate is null ? form["client_secret"] == Secret : IsSigned($"{form["client_assertion"]}"));
        return !isRight || IsRefusing ? Results.Json(new { error = "invalid_client" }, statusCode: 401) : Results.Json(new { access_token = "token", expires_in = 3599 });
    }

    private bool IsSigned(string assertion)
    {
        var (parts, certificate) = (assertion.Split('.'), Certificate!);
        using var key = certificate.GetRSAPublicKey()!;
        return parts.Length == 3
            && JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[0])).RootElement.GetProperty("x5t#S256").GetString() == WebEncoders.Base64UrlEncode(certificate.GetCertHash(HashAlgorithmName.SHA256))
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }

    private IResult Report(string report, HttpRequest request, HttpResponse response)
    {
        Asked.Enqueue(report);
        if (request.Headers.Authorization != "Bearer token")
        {
            return Results.StatusCode(401);
        }

        if (Throttles > 0)
        {
            Throttles--;
            response.Headers.RetryAfter = "7200";
            return Results.StatusCode(429);
        }

        if (!report.StartsWith("getYammer", StringComparison.Ordinal))
        {
            var name = report["get".Length..report.IndexOf('(', StringComparison.Ordinal)];
            return Others.ContainsKey(name) && report.Contains("period=", StringComparison.Ordinal) ? Results.Redirect($"/download-other/{name}") : Results.StatusCode(404);
        }

        var day = report.Contains("date=", StringComparison.Ordinal) ? LocalDatePattern.Iso.Parse(report.Split("date=")[1].TrimEnd(')')).Value : Reports.Keys.Max();
        return Reports.ContainsKey(day) ? Results.Redirect($"/download/{day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}") : Results.StatusCode(404);
    }

    private IResult Download(string day, HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0)
        {
            return Results.StatusCode(400); // a store refuses a token that is not its own
        }

        if (Expired > 0)
        {
            Expired--;
            return Results.StatusCode(403);
        }

        return Csv(Reports[LocalDatePattern.Iso.Parse(day).Value]);
    }

    /// <summary>The report of Copilot is answered directly, and has no days.</summary>
    private IResult Copilot(string report, HttpRequest request)
    {
        Asked.Enqueue(report);
        return request.Headers.Authorization != "Bearer token" ? Results.StatusCode(401) : report.EndsWith("(period='D7')", StringComparison.Ordinal) ? Csv(Others["Copilot"]) : Results.StatusCode(400);
    }

    private static IResult Csv(string report) => Results.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(report)], "application/octet-stream");
}
