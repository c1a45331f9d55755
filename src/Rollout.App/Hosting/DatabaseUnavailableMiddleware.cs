using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Rollout.App.Shared.Localization;
using Rollout.Domain;

namespace Rollout.App.Hosting;

/// <summary>
/// Answers when the database cannot be reached, is locked or has no room left, with a static page in all languages, because nobody's language can be looked up. The
/// request was not carried out; people can try again in a moment.
/// </summary>
public sealed partial class DatabaseUnavailableMiddleware(RequestDelegate next, ILogger<DatabaseUnavailableMiddleware> log)
{
    private const int RetryAfterSeconds = 30;

    // SQLite result codes about the database file rather than about the query.
    private static readonly int[] OfTheFile = [5, 6, 7, 8, 10, 11, 13, 14, 15, 23, 26];

    // PostgreSQL error classes: no connection, not authorized, no such database, out of resources, shutting down, internal error.
    private static readonly string[] OfTheServer = ["08", "28", "3D", "53", "57", "58"];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception trouble) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && Cause(trouble) is not null)
        {
            Away(Cause(trouble)!.Message);
            await SayAsync(context.Response);
        }
    }

    /// <summary>The exception that says the database is unavailable; null when there is none.</summary>
    internal static Exception? Cause(Exception? trouble) => trouble switch
    {
        null => null,
        SqliteException sqlite => Array.IndexOf(OfTheFile, sqlite.SqliteErrorCode) >= 0 ? sqlite : null,
        PostgresException postgres => Array.Exists(OfTheServer, c => postgres.SqlState.StartsWith(c, StringComparison.Ordinal)) ? postgres : null,
        NpgsqlException lost => lost,
        DbException or SocketException => trouble,
        IOException full when OperatorErrors.IsFull(full) => full,
        _ => Cause(trouble.InnerException),
    };

    private static Task SayAsync(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Page());
    }

    // The browser's preferred language first; its heading becomes the page's.
    private static string Page()
    {
        var mine = new Localizer().Language;
        var page = new StringBuilder($"""
            <!doctype html><html lang="{mine}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>{Encoded(mine, "away.title")}</title><link rel="stylesheet" href="/rollout.css"></head>
            <body><main><div class="wrap"><div class="one">
            """);
        foreach (var language in RolloutSettings.KnownLanguages.OrderByDescending(l => l == mine))
        {
            var heading = language == mine ? "h1" : "h2";
            page.Append(CultureInfo.InvariantCulture, $"<section lang=\"{language}\"><{heading}>{Encoded(language, "away.title")}</{heading}><p class=\"gap\">{Encoded(language, "away.body")}</p></section>");
        }

        return page.Append("</div></div></main></body></html>").ToString();
    }

    private static string Encoded(string language, string key) => WebUtility.HtmlEncode(Localizer.In(language)[key]);

    [LoggerMessage(LogLevel.Error, "The database is away: {Reason}")]
    private partial void Away(string reason);
}
