using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Launches;

/// <summary>
/// The checks that Rollout suggests for every checklist. Those that the lead leaves as they are, are stored as words of the house, so that each director reads
/// them in their own language, on pages, in mails and in the record of the sign-off.
/// </summary>
internal static class HouseChecks
{
    private const string Prefix = "house:";

    private static readonly int[] Days = [10, 7, 7, 5, 7, 5, 3];

    /// <summary>The number of suggestions.</summary>
    public static int Count => Days.Length;

    /// <summary>The suggestions in the order of the form: their words, and how many days before the go-live day they are due.</summary>
    public static IEnumerable<(string Text, int Days)> In(Localizer words) => Days.Select((days, i) => (words[KeyOf(i)], days));

    /// <summary>What is stored of a line: a reference where it is a suggestion in any language, otherwise the line itself.</summary>
    public static string Stored(string line) =>
        Enumerable.Range(0, Count).Where(i => Localizer.Languages.Any(l => Localizer.In(l)[KeyOf(i)] == line)).Select(i => $"{Prefix}{i + 1}").FirstOrDefault() ?? line;

    /// <summary>A stored line in words.</summary>
    public static string Read(string stored, Localizer words) =>
        stored.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(stored.AsSpan(Prefix.Length), out var n) && n >= 1 && n <= Count ? words[KeyOf(n - 1)] : stored;

    private static string KeyOf(int index) => $"wave.suggested-{index + 1}";
}
