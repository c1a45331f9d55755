namespace Rollout.App.Shared;

/// <summary>The public address of this installation, for links in mails, calendars and QR codes.</summary>
public sealed class SiteUrl(Uri baseAddress)
{
    public Uri BaseAddress { get; } = baseAddress;

    /// <summary>The absolute address of a path such as "/infosessions".</summary>
    public Uri To(string path) => new(BaseAddress, path);

    /// <summary>"debrug.vdw.eu/i/SANNE-7K3M": without the scheme, which nobody types.</summary>
    public string Spoken(string path)
    {
        var address = To(path);
        return address.Authority + address.AbsolutePath;
    }

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
