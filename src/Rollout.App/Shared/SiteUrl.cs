namespace Rollout.App.Shared;

/// <summary>The public address of this installation, for links in mails, calendars and QR codes.</summary>
public sealed class SiteUrl(Uri baseAddress)
{
    /// <summary>The root of the site, its host in ASCII: headers of mails, calendars and QR codes hold nothing else.</summary>
    public Uri BaseAddress { get; } = new UriBuilder(baseAddress) { Host = baseAddress.IdnHost }.Uri;

    /// <summary>The absolute address of a path such as "/infosessions".</summary>
    public Uri To(string path) => new(BaseAddress, path);

    /// <summary>"debrug.vdw.eu/i/SANNE-7K3M": without the scheme, which nobody types, and with the host in its own letters.</summary>
    public string Spoken(string path) => baseAddress.Authority + To(path).AbsolutePath;

    /// <param name="configured">The configured address, if any.</param>
    /// <param name="urls">The addresses the server listens on: "http://+:8080;https://localhost:8081".</param>
    /// <exception cref="UriFormatException">The configured address is invalid.</exception>
    public static SiteUrl At(string? configured, string urls)
    {
        // "All addresses" is valid for listening, but not in a link.
        var listens = urls.Split(';')[0].Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        return new SiteUrl(new Uri(configured is { Length: > 0 } ? configured : listens, UriKind.Absolute));
    }
}
