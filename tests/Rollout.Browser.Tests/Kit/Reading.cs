using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rollout.Domain;
using Rollout.Notifications.Outbox;

namespace Rollout.Browser.Tests.Kit;

/// <summary>Reads a page as a person does, looking for what nobody should see on it.</summary>
internal static partial class Reading
{
    // Enum names that are also words in one of the languages, or names.
    private static readonly HashSet<string> Words = ["Live", "Code", "Start", "Person", "Sent", "Stop", "Go", "Monday", "Action", "Condition", "Service", "Open", "Link", "Mail", "Teams", "WhatsApp", "Poster", "New", "Over", "Pilot", "On", "Tell"];

    private static readonly Regex EnumNames = new(
        $@"\b(?:{string.Join('|', ((Assembly[])[typeof(RolloutSettings).Assembly, typeof(OutboxMessage).Assembly]).SelectMany(a => a.GetTypes()).Where(t => t.IsEnum).SelectMany(Enum.GetNames).Distinct().Except(Words))})\b",
        RegexOptions.Compiled);

    private static readonly HashSet<string> Keys = [.. App.Shared.Localization.Localizer.AllIn("en").Keys];

    /// <summary>Everything wrong with the text of a page in a language other than English.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(IPage page, string name)
    {
        // Text that people typed is excluded, in fields and where it says its language; options of a select are included.
        var text = await page.EvaluateAsync<string>(
            """
            () => {
                const said = [...document.querySelectorAll(`body [lang]:not([lang="${document.documentElement.lang}"])`)].filter(e => e.checkVisibility());
                said.forEach(e => e.style.display = 'none');
                const text = document.title + '\n' + document.body.innerText;
                said.forEach(e => e.style.display = '');
                return text;
            }
            """);
        return
        [
            .. All(Guid()), .. All(UtcTime()), .. All(EnumNames), .. All(Thrown()),
            .. KeyLike().Matches(text).Select(m => m.Value).Where(Keys.Contains).Select(k => $"{name} shows the key {k}"),
            .. Place().Matches(text).Select(m => $"{name} shows an empty place {m.Value}"),
        ];

        IEnumerable<string> All(Regex unwanted) => unwanted.Matches(text).Select(m => $"{name} shows “{m.Value}” in: {Line(text, m.Index)}").Distinct();
    }

    /// <summary>Elements wider than the screen.</summary>
    public static async Task<IReadOnlyList<string>> OverflowOfAsync(IPage page, string name)
    {
        var wide = await page.EvaluateAsync<string[]>("""
            () => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
                    .slice(0, 3).map(e => e.outerHTML.slice(0, 150)).concat([`page ${document.documentElement.scrollWidth} of ${width}`]);
            }
            """);
        return [.. wide.Select(w => $"{name} is wider than its screen: {w}")];
    }

    private static string Line(string text, int at)
    {
        var start = text.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        var end = text.IndexOf('\n', at);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|\b[0-9a-f]{32}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Guid();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}|\bUTC\b|\bGMT\b|\+00:00|\d{2}:\d{2}:\d{2}Z?")]
    private static partial Regex UtcTime();

    [GeneratedRegex(@"\w*Exception\b|^\s+at [\w.]+\(|System\.\w+|Rollout\.(?:App|Domain|Notifications)", RegexOptions.Multiline)]
    private static partial Regex Thrown();

    [GeneratedRegex(@"\b[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+\b")]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
