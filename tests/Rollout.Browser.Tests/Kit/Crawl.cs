using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Rollout.Browser.Tests.Kit;

/// <summary>Follows every link from the start page, as one person. Of addresses that differ only in an id, a page number or a filter, only a few are visited.</summary>
internal sealed partial class Crawl(BrowserVisitor visitor, ConcurrentDictionary<string, bool>? lookedAt)
{
    private const int OfEachShape = 3;
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, int> _shapes = [];
    private readonly Queue<(string Path, string From)> _ahead = new();
    private readonly List<string> _found = [];

    /// <summary>Crawls the demo as one kind of person, and fails with a list of everything wrong.</summary>
    /// <param name="role">The kind of person.</param>
    /// <param name="lookedAt">The kinds of page already checked by axe; null to check only that every page answers.</param>
    public static async Task AsAsync(DemoRollout demo, string role, ConcurrentDictionary<string, bool>? lookedAt)
    {
        // Dutch, so that the English name of an enum stands out.
        var visitor = await demo.VisitorAsync(role, new Browsing(360, Language: "nl-BE"));
        var crawl = new Crawl(visitor, lookedAt);

        var found = await crawl.RunAsync(["/", "/infosessions", "/topics", "/my/privacy", "/my/findings", "/my/calendar", "/my/infosessions", "/sign-in", .. await demo.FeedbackPathsAsync(role)]);

        await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(Checkout.Artifacts).FullName, $"crawl-{role}.txt"), [.. crawl._shapes.Keys.Order(), "", .. found]);
        await visitor.Context.CloseAsync();
        string[] all = [.. found, .. visitor.Troubles, .. demo.Rollout.Troubles.All];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }

    /// <summary>Everything wrong, one line each.</summary>
    private async Task<IReadOnlyList<string>> RunAsync(params string[] from)
    {
        foreach (var start in from)
        {
            Add(start, "the beginning");
        }

        while (_ahead.TryDequeue(out var next))
        {
            await VisitAsync(next.Path, next.From);
        }

        return _found;
    }

    private async Task VisitAsync(string path, string from)
    {
        var name = $"{path} (from {from})";
        if (IsFile().IsMatch(path))
        {
            var answer = await visitor.Context.APIRequest.GetAsync(visitor.Address + path);
            if (!answer.Ok)
            {
                _found.Add($"{name} answered {answer.Status}");
            }

            return;
        }

        if (lookedAt is null)
        {
            await FetchAsync(path, name);
            return;
        }

        var page = visitor.Page;
        var response = await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        var landed = new Uri(page.Url).AbsolutePath;
        if (response is not { Ok: true } || landed is "/denied" or "/error" or "/missing")
        {
            _found.Add($"{name} answered {response?.Status} at {landed}");
            return;
        }

        // The check page is for the operator: it shows names of settings, and a clock with seconds.
        if (new Uri(page.Url).AbsolutePath != "/check")
        {
            _found.AddRange(await Reading.OfAsync(page, name));
        }

        _found.AddRange(await Reading.OverflowOfAsync(page, name));
        foreach (var href in await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(a => a.href)"))
        {
            Add(href, path);
        }

        _found.AddRange((await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('a[href*=\"#\"]')].filter(a => a.pathname === location.pathname && a.search === location.search && a.hash.length > 1 && !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash)"))
            .Select(hash => $"{name} links to {hash}, which is not on it"));

        // Axe checks each kind of page once, for the first role that reaches it.
        if (lookedAt.TryAdd(Shape(landed), true))
        {
            _found.AddRange(await Axe.LookAtAsync(page, name));
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(360, 780);
        }
    }

    private async Task FetchAsync(string path, string name)
    {
        var answer = await visitor.Context.APIRequest.GetAsync(visitor.Address + path);
        var landed = new Uri(answer.Url).AbsolutePath;
        if (!answer.Ok || landed is "/denied" or "/error" or "/missing")
        {
            _found.Add($"{name} answered {answer.Status} at {landed}");
            return;
        }

        foreach (Match href in Href().Matches(await answer.TextAsync()))
        {
            Add(WebUtility.HtmlDecode(href.Groups[1].Value), path);
        }
    }

    private void Add(string href, string from)
    {
        var url = new Uri(new Uri(visitor.Address), href);
        if (!url.ToString().StartsWith(visitor.Address, StringComparison.Ordinal))
        {
            return;
        }

        var path = url.PathAndQuery;
        var shape = Shape(path);
        if (_known.Add(path) && (_shapes[shape] = _shapes.GetValueOrDefault(shape) + 1) <= OfEachShape)
        {
            _ahead.Enqueue((path, from));
        }
    }

    private static string Shape(string path) => Query().Replace(Id().Replace(path, "/…"), m => $"{m.Groups[1].Value}{m.Groups[2].Value}=…");

    [GeneratedRegex(@"/(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|[A-Z0-9]{6,}|[\w-]{40,})(?=/|$|\?|\.)")]
    private static partial Regex Id();

    [GeneratedRegex("""<a [^>]*?href="([^"#]*)""")]
    private static partial Regex Href();

    [GeneratedRegex(@"([?&])(\w+)=[^&]*")]
    private static partial Regex Query();

    [GeneratedRegex(@"\.(?:ics|csv|xlsx|svg|png|json|css|js|eml|xml)(?:\?|$)|/qr\b|/material/[0-9a-f-]{36}$")]
    private static partial Regex IsFile();
}
