namespace Rollout.App.Operations;

/// <summary>Where this installation is on the web, for links in mails, calendars and QR codes.</summary>
public sealed class Site(Uri baseAddress)
{
    public Uri BaseAddress { get; } = baseAddress;

    /// <summary>The whole address of a path: "/infosessions".</summary>
    public Uri To(string path) => new(BaseAddress, path);
}
