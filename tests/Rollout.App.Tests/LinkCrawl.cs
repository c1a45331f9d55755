using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Shared.Localization;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests;

/// <summary>Follows the links of pages as one person, and notes each that does not lead where it says.</summary>
internal sealed class LinkCrawl(RunningApp app, string who, Visitor visitor, int ofEachShape)
{
    // What a page that is not there, not allowed, or failed says.
    private static readonly HashSet<string> Dead = 
    [
        .. from key in (string[])["missing.title", "denied.title", "error.title", "stale.title", "infosession.gone", "topic.gone"]
           from language in Localizer.Languages
           select Localizer.In(language)[key],
    ];

    // What a link says that is words of the house leads to an act or a list; anything else is what someone or something is called.
    private static readonly HashSet<string> Phrases = [.. Localizer.Languages.SelectMany(l => Localizer.AllIn(l).Values).Select(HtmlParts.Plain)];

    private readonly HashSet<string> _known = [];
    private readonly Dictionary<string, int> _shapes = [];
    private readonly Queue<Link> _ahead = new();
    private readonly List<string> _wrong = [];
    private readonly List<TemplateMatcher> _posts = [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains("POST"))
        .Select(e => new TemplateMatcher(TemplateParser.Parse(e.RoutePattern.RawText!.TrimStart('/')), []))];

    public IReadOnlyList<string> Wrong => _wrong;

    public int Followed { get; private set; }

    public async Task FollowAllAsync(params string[] from)
    {
        foreach (var start in from)
        {
            Add(start, "the address bar", "", inNav: false);
        }

        while (_ahead.TryDequeue(out var next))
        {
            var promise = $"{who}: “{next.Words}” on {next.From} leads to {next.Path}";
            var page = await FollowAsync(next.Path, promise);
            if (next.InNav && page.Path == next.Path && !HtmlParts.Currents().Matches(page.Html).Any(a => HtmlParts.Plain(a.Groups["words"].Value) == next.Words))
            {
                _wrong.Add($"{promise}, where it is not marked as the page one is on");
            }
            else if (page.Heading.Length > 0 && IsName(next) && !Says(page, next.Words)) // a file has no heading
            {
                _wrong.Add($"{promise}, which says nothing of it: {page.Heading}");
            }
        }
    }

    /// <summary>Follows the links of mails as their recipient: first without a session, then, if the page asks who they are, signed in.</summary>
    public static async Task<IReadOnlyList<string>> FollowMailsAsync(RunningApp app, IReadOnlyList<OutboxMessage> mails, Func<PersonId, Person> find, int ofEachShape)
    {
        var (shapes, wrong) = (new Dictionary<string, int>(), new List<string>());
        foreach (var mail in mails)
        {
            var letter = JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!;
            foreach (var link in ((EmailLink?[])[letter.Button, letter.Link, letter.Why?.Stop, letter.Why?.More, .. letter.Choices.Select(c => c.Link)]).OfType<EmailLink>())
            {
                var shape = $"{mail.About} {link.Words.Length} {Shape(link.Address.PathAndQuery)}";
                if (link.Address.Authority != app.Address.Authority || (shapes[shape] = shapes.GetValueOrDefault(shape) + 1) > ofEachShape)
                {
                    continue;
                }

                var crawl = new LinkCrawl(app, $"mail {mail.About}", app.Visitor(), ofEachShape: 0);
                var promise = $"mail {mail.About}: “{link.Words}” leads to {link.Address}";
                if (await crawl.FollowAsync(link.Address.PathAndQuery, promise, maySignIn: true) is { Path: var end } && IsSignIn(end))
                {
                    crawl = new LinkCrawl(app, $"mail {mail.About}", app.Visitor(find(mail.Person!.Value)), ofEachShape: 0);
                    await crawl.FollowAsync(link.Address.PathAndQuery, promise + " (signed in)");
                }

                wrong.AddRange(crawl.Wrong);
            }
        }

        Assert.NotEmpty(shapes);
        return wrong;
    }

    private async Task<Page> FollowAsync(string path, string promise, bool maySignIn = false)
    {
        Followed++;
        var page = await visitor.FollowAsync(await visitor.GetAsync(path));
        if (page.Status != HttpStatusCode.OK)
        {
            _wrong.Add($"{promise}, which answers {(int)page.Status} at {page.Path}: {page.Heading}");
            return page;
        }

        if (!page.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal))
        {
            return page;
        }

        if (HtmlParts.Headings().Count(page.Html) != 1 || page.Heading.Length == 0 || Dead.Contains(page.Heading))
        {
            _wrong.Add($"{promise}, which says at {page.Path}: {page.Heading} ({HtmlParts.Headings().Count(page.Html)} headings)");
        }

        // The start page of someone who is not signed in is where they sign in.
        if (!maySignIn && IsSignIn(page.Path) && !IsSignIn(path) && !(who == "nobody" && path == "/"))
        {
            _wrong.Add($"{promise}, which asks who one is");
        }

        Look(page);
        return page;
    }

    private void Look(Page page)
    {
        var navs = HtmlParts.Navs().Matches(page.Html);
        foreach (Match link in HtmlParts.Links().Matches(page.Html))
        {
            var (href, words) = (WebUtility.HtmlDecode(link.Groups["href"].Value), HtmlParts.Plain(link.Groups["words"].Value));
            var url = new Uri(app.Address, href); // every page says that it is at the root
            if ((url.PathAndQuery == page.Path || href.StartsWith('#')) && url.Fragment.Length > 1 && (url.PathAndQuery != page.Path || !page.Html.Contains($"id=\"{url.Fragment[1..]}\"", StringComparison.Ordinal)))
            {
                _wrong.Add($"{who}: “{words}” on {page.Path} leads to {href}, which is not on it");
            }

            Add(href, page.Path, words, navs.Any(n => link.Index > n.Index && link.Index < n.Index + n.Length));
        }

        foreach (Match form in HtmlParts.Forms().Matches(page.Html))
        {
            var action = HtmlParts.Attribute(form.Groups["attributes"].Value, "action") is { Length: > 0 } other ? other : page.Path;
            if (HtmlParts.Attribute(form.Groups["attributes"].Value, "method")?.Equals("post", StringComparison.OrdinalIgnoreCase) == true)
            {
                var target = new Uri(app.Address, action).AbsolutePath;
                if (!_posts.Exists(p => p.TryMatch(target, [])))
                {
                    _wrong.Add($"{who}: a form on {page.Path} posts to {action}, which takes no posts");
                }
            }
            else
            {
                Add(HtmlParts.Filled(action, form.Groups["body"].Value), page.Path, "the form", inNav: false);
            }
        }

        // A ticket's QR code is for the person at the door.
        foreach (var address in QrReader.AddressesIn(page.Html).Where(a => who is "lead" or "facilitator" || !a.AbsolutePath.StartsWith("/door/", StringComparison.Ordinal)))
        {
            Add(address.AbsoluteUri, page.Path, "the QR code", inNav: false);
        }
    }

    private void Add(string href, string from, string words, bool inNav)
    {
        // A mail address or another site is no page of ours.
        if (!Uri.TryCreate(app.Address, href, out var url) || url.Authority != app.Address.Authority || url.Scheme != app.Address.Scheme)
        {
            return;
        }

        var path = url.PathAndQuery;
        var shape = Shape(path);
        if (_known.Add(path) && (_shapes[shape] = _shapes.GetValueOrDefault(shape) + 1) <= ofEachShape)
        {
            _ahead.Enqueue(new Link(path, from, words, inNav));
        }
    }

    // A page about one thing, behind a link that calls it by its name.
    private static bool IsName(Link link) => HtmlParts.Ids().IsMatch(link.Path) && link.From != "the address bar" && !Phrases.Contains(link.Words) && Words(link.Words).Any();

    // A name may stand there in another order or shortened, so most of its words are enough.
    private static bool Says(Page page, string name) => Words(name).ToList() is var words && 2 * words.Count(w => WebUtility.HtmlDecode(page.Html).Contains(w, StringComparison.OrdinalIgnoreCase)) >= words.Count;

    private static IEnumerable<string> Words(string text) => HtmlParts.Word().Matches(text).Select(w => w.Value).Where(w => w.Length > 2);

    private static bool IsSignIn(string path) => path.StartsWith("/sign-in", StringComparison.Ordinal);

    private static string Shape(string path) => HtmlParts.Queries().Replace(HtmlParts.Ids().Replace(path, "/…"), m => $"{m.Groups[1].Value}{m.Groups[2].Value}=…");

    /// <param name="InNav">Whether it is one of the parts of the site, which say where one is.</param>
    private sealed record Link(string Path, string From, string Words, bool InNav);
}
