using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Rollout.App.Hosting;

/// <summary>
/// Compresses generated pages and files. The length of a compressed page that holds a secret beside text chosen by an attacker can reveal the secret (BREACH), if a foreign
/// site makes the visitor's browser request it over and over. Browsers say which site started a request, so responses to foreign ones are not compressed.
/// Static files hold no secret; they are compressed when they are built.
/// </summary>
internal static class PageCompression
{
    private static readonly string[] Types = ["text/html", "text/css", "text/csv", "text/calendar", "application/json", "image/svg+xml"];

    public static IServiceCollection AddPageCompression(this IServiceCollection services) => services
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Types;
        })
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);

    public static void UsePageCompression(this WebApplication app) => app.UseWhen(context => MayCompress(context.Request), branch => branch.UseResponseCompression());

    /// <summary>True for requests started by this site or typed by the person, and for requests without cookies. A browser too old to send Sec-Fetch-Site gets personal pages uncompressed.</summary>
    internal static bool MayCompress(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site ? site.ToString() is "same-origin" or "none" : request.Headers.Cookie.Count == 0;
}
