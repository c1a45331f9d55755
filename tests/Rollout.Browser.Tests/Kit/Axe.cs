using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Rollout.Browser.Tests.Kit;

/// <summary>Asks axe-core what is wrong with a page as it stands, light and dark, on a phone and on a wide screen.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // Contrast is all that a change of colours or of columns can spoil by itself: the other two corners are asked for that alone.
    private static readonly (int Width, ColorScheme Look, string Rules)[] Views =
    [
        (360, ColorScheme.Light, "{}"), (1440, ColorScheme.Dark, "{}"),
        (360, ColorScheme.Dark, Contrast), (1440, ColorScheme.Light, Contrast),
    ];

    private const string Contrast = "{ runOnly: ['color-contrast'] }";

    private static readonly ConcurrentDictionary<string, bool> LookedAt = new();

    /// <summary>What it found, one line each: where, how it was looked at, which rule, at which element. A page by that name is looked at once in a run: other languages and databases change its words alone.</summary>
    public static async Task<IReadOnlyList<string>> LookAtAsync(IPage page, string name)
    {
        if (!LookedAt.TryAdd(name, true))
        {
            return [];
        }

        var found = new List<string>();
        await page.EvaluateAsync(Script);
        foreach (var (width, look, rules) in Views)
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, 900);
            var violations = await page.EvaluateAsync<JsonElement>(
                $"async () => (await axe.run(document, {{ resultTypes: ['violations'], ...{rules} }})).violations.flatMap(v => v.nodes.map(n => ({{ rule: v.id, help: v.help, at: n.html.slice(0, 200), why: n.failureSummary }})))");
            found.AddRange(violations.EnumerateArray().Select(v =>
                $"{name} ({width} px, {look}): {v.GetProperty("rule")}: {v.GetProperty("help")}: {v.GetProperty("at")} {v.GetProperty("why").GetString()!.ReplaceLineEndings(" ")}"));
        }

        return found;
    }
}
