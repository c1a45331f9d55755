using System.Net;
using System.Net.Http.Headers;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Participation.Reports;

namespace Rollout.App.Modules.Participation.Graph;

/// <summary>Why a report could not be fetched.</summary>
public enum GraphProblem
{
    /// <summary>Tenant, client, secret or certificate are not right any more.</summary>
    SignInRefused,

    /// <summary>The file is not there, has no private key, or another password.</summary>
    CertificateUnreadable,

    /// <summary>The application may not read reports: Reports.Read.All was not granted.</summary>
    NotAllowed,

    /// <summary>Graph asked to wait.</summary>
    Throttled,

    /// <summary>It does not answer, or not as it should.</summary>
    Unreachable,

    /// <summary>Another day came than the one that was asked for.</summary>
    OtherDay,
}

/// <summary>A report could not be fetched.</summary>
/// <param name="wait">How long Graph asks to wait.</param>
public sealed class GraphException(GraphProblem problem, Duration? wait = null) : Exception(problem.ToString())
{
    public GraphProblem Problem { get; } = problem;

    public Duration? Wait { get; } = wait;
}

/// <summary>A report with a line for each account.</summary>
/// <param name="Source">As <see cref="KnownReports"/> calls what it says.</param>
/// <param name="HasDays">Whether the report of one day can be asked for, or only the newest.</param>
public sealed record GraphReport(string Source, string Path, bool HasDays = true)
{
    public static readonly IReadOnlyList<GraphReport> All =
    [
        new("viva-engage", "/v1.0/reports/getYammerActivityUserDetail"),
        new("microsoft-365", "/v1.0/reports/getOffice365ActiveUserDetail"),
        new("teams", "/v1.0/reports/getTeamsUserActivityUserDetail"),
        new("sharepoint", "/v1.0/reports/getSharePointActivityUserDetail"),
        new("copilot", "/v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail", HasDays: false),
    ];
}

/// <summary>
/// Downloads usage reports from Microsoft Graph. It answers with the report, or with a redirect to an address that is good for some minutes and needs no token: the token must
/// not be sent there.
/// </summary>
internal sealed class GraphReports(GraphSettings settings, GraphTokens tokens, HttpClient http, IClock clock)
{
    private static readonly Duration UsualWait = Duration.FromMinutes(5);

    /// <summary>The newest report over seven days; null when there is none yet.</summary>
    public Task<MemoryStream?> NewestAsync(GraphReport report, CancellationToken ct) => FetchAsync($"{report.Path}(period='D7')", ct);

    /// <summary>The report of one of the last 28 days; null when there is none.</summary>
    public Task<MemoryStream?> OfAsync(GraphReport report, LocalDate day, CancellationToken ct) => FetchAsync($"{report.Path}(date={LocalDatePattern.Iso.Format(day)})", ct);

    private async Task<MemoryStream?> FetchAsync(string path, CancellationToken ct)
    {
        try
        {
            // The second time, because an address that was good when it was given may have expired.
            return await AskAsync(path, ct) ?? await AskAsync(path, ct) ?? throw new GraphException(GraphProblem.Unreachable);
        }
        catch (NotThereException)
        {
            return null;
        }
        catch (HttpRequestException)
        {
            throw new GraphException(GraphProblem.Unreachable);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new GraphException(GraphProblem.Unreachable);
        }
    }

    /// <returns>Null when the download address has expired.</returns>
    private async Task<MemoryStream?> AskAsync(string path, CancellationToken ct)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.Address, path));
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(ct));
        using var answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, ct);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => await ReadAsync(answer, ct),
            HttpStatusCode.Found when answer.Headers.Location is { } to && new Uri(settings.Address, to) is var address && IsTrusted(address) => await DownloadAsync(address, ct),
            HttpStatusCode.NotFound or HttpStatusCode.BadRequest => throw new NotThereException(), // the day is too young, or too old
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new GraphException(GraphProblem.NotAllowed),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => throw new GraphException(GraphProblem.Throttled, WaitOf(answer)),
            _ => throw new GraphException(GraphProblem.Unreachable),
        };
    }

    // A redirect never leads from an encrypted address to one that is not.
    private bool IsTrusted(Uri address) => address.Scheme == Uri.UriSchemeHttps || (settings.Address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private async Task<MemoryStream?> DownloadAsync(Uri address, CancellationToken ct)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }

        if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            throw new GraphException(GraphProblem.Throttled, WaitOf(answer));
        }

        answer.EnsureSuccessStatusCode();
        return await ReadAsync(answer, ct);
    }

    private static async Task<MemoryStream> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var file = new MemoryStream();
        await answer.Content.CopyToAsync(file, ct);
        if (file.Length > TakeReport.LargestFile)
        {
            throw new GraphException(GraphProblem.Unreachable);
        }

        file.Position = 0;
        return file;
    }

    private Duration WaitOf(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } when Instant.FromDateTimeOffset(date) - clock.GetCurrentInstant() is var wait && wait > Duration.Zero => wait,
        _ => UsualWait,
    };

    private sealed class NotThereException : Exception;
}
