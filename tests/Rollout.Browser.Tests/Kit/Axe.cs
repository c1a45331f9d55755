using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Rollout.Browser.Tests.Kit;

/// <summary>Runs axe-core on a page, light and dark, on a phone and on a wide screen.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // Only contrast depends on colour scheme and width, so the other two combinations check that alone.
    private static readonly (int Width, ColorScheme Look, string Rules)[] Views =
    [
        (360, ColorScheme.Light, "{}"), (1440, ColorScheme.Dark, "{}"),
        (360, ColorScheme.Dark, Contrast), (1440, ColorScheme.Light, Contrast),
    ];

    private const string Contrast = "{ runOnly: ['color-contrast'] }";

    private static readonly ConcurrentDictionary<string, bool> LookedAt = new();

    /// <summary>
    /// The findings, one line each: page, view, rule and element. Each page name is checked once per run, because other languages and databases change only its
    /// text.
    /// </summary>
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
