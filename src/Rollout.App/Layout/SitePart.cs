namespace Rollout.App.Layout;

/// <summary>A page under a part of the site.</summary>
/// <param name="Path">Its address; addresses that begin with it belong to it.</param>
/// <param name="Key">Its name.</param>
/// <param name="Others">Other addresses that belong to it.</param>
internal sealed record SiteTab(string Path, string Key, params string[] Others)
{
    /// <summary>How many characters of an address match; 0 where none do.</summary>
    public int Match(string path) => Others.Append(Path).Max(known => SitePart.MatchOf(known, path));
}

/// <summary>A job someone comes to do, with its pages.</summary>
/// <param name="Path">Where its link leads.</param>
/// <param name="Key">Its name.</param>
/// <param name="Tabs">Its pages, shown below the head while one of them is open.</param>
/// <param name="Others">Other addresses that belong to it.</param>
internal sealed record SitePart(string Path, string Key, IReadOnlyList<SiteTab> Tabs, params string[] Others)
{
    /// <summary>How many characters of an address match; 0 where none do.</summary>
    public int Match(string path) => Tabs.Select(t => t.Match(path)).Concat(Others.Append(PathOf(Path)).Select(known => MatchOf(known, path))).Max();

    public SiteTab? TabOf(string path) => Tabs.Where(t => t.Match(path) > 0).MaxBy(t => t.Match(path));

    internal static int MatchOf(string known, string path) =>
        path == known || (known != "/" && path.StartsWith(known + "/", StringComparison.Ordinal)) ? known.Length : 0;

    private static string PathOf(string address) => address.Split('?')[0];
}
