namespace Rollout.App.Shared;

/// <summary>Where this installation is on the web, for links in mails, calendars and QR codes.</summary>
public sealed class SiteUrl(Uri baseAddress)
{
    public Uri BaseAddress { get; } = baseAddress;

    /// <summary>The whole address of a path: "/infosessions".</summary>
    public Uri To(string path) => new(BaseAddress, path);

    /// <param name="configured">What the operator says the address is, if they do.</param>
    /// <param name="urls">Where it listens: "http://+:8080;https://localhost:8081".</param>
    /// <exception cref="UriFormatException">What is configured is no address.</exception>
    public static SiteUrl At(string? configured, string urls)
    {
        // "Every address" is where it listens, not where it is.
        var listens = urls.Split(';')[0].Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        return new SiteUrl(new Uri(configured is { Length: > 0 } ? configured : listens, UriKind.Absolute));
    }
}
