namespace Rollout.App.Identity.Sessions;

/// <summary>
/// What a browser says it is (User-Agent), in two names that people know. Browsers name those they descend from as well, so the order matters:
/// <see href="https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/User-Agent"/>.
/// </summary>
internal static class Device
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac OS", "Mac"), ("Linux", "Linux")];

    /// <returns>Empty where it is not one of the known.</returns>
    public static (string Browser, string System) Of(string? userAgent) => (NameIn(userAgent, Browsers), NameIn(userAgent, Systems));

    private static string NameIn(string? userAgent, (string Mark, string Name)[] names) =>
        names.Where(n => userAgent?.Contains(n.Mark, StringComparison.Ordinal) == true).Select(n => n.Name).FirstOrDefault("");
}
