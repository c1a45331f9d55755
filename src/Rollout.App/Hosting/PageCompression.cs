using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Rollout.App.Hosting;

/// <summary>
/// Compresses pages and files we make. Over https a compressed page that holds a secret beside words the asker chose can give the secret away by its length (BREACH), to a
/// foreign site that makes the visitor's browser ask again and again. A browser says where a request comes from, so what a foreign site started is sent as it is.
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

    /// <summary>Asked by this site, by the person themselves, or for nobody in particular. A browser too old to say who asks gets what is meant for someone uncompressed.</summary>
    internal static bool MayCompress(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site ? site.ToString() is "same-origin" or "none" : request.Headers.Cookie.Count == 0;
}
