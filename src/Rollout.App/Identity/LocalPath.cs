namespace Rollout.App.Identity;

/// <summary>Where someone may be sent back to: a path of this site and nothing else.</summary>
public static class LocalPath
{
    /// <summary>The path if it is one of ours, else the start page; "//evil", "/\evil" and "https:evil" are not ours.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) ? path : "/";
}
