namespace Rollout.App.Identity;

/// <summary>Restricts return addresses to paths of this site.</summary>
public static class LocalPath
{
    /// <summary>The path if it is local, otherwise the start page; "//evil", "/\evil" and "https:evil" are not local.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) ? path : "/";
}
