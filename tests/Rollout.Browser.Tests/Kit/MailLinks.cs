using System.Net;
using System.Text.RegularExpressions;
using Rollout.App.Shared.Localization;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>
/// Follows every link of every mail in the folder, as its reader would: as nobody, and where the page asks who it is, with the code in their own mail. Each
/// ends at a page that says what the link promised.
/// </summary>
/// <param name="topic">The title of the only topic.</param>
internal sealed partial class MailLinks(Story story, string topic)
{
    /// <summary>Where people open what is being launched; the only address outside Rollout in a mail.</summary>
    public const string Platform = "https://debrug.voorbeeld.be/";

    // What the page says a link leads to: the keys of its heading, where there is one for what is over by now too. "title" is that of the topic.
    private static readonly Dictionary<string, string[]> Promises = new()
    {
        ["/"] = ["start.live-today"],
        ["/f/…"] = ["feedback.heading", "feedback.closed"],
        ["/i/…"] = ["invited.profile-question"],
        ["/i/…/not-me"] = ["not-me.heading"],
        ["/infosessions"] = ["infosessions.title"],
        ["/infosessions/…"] = ["title"],
        ["/infosessions/…/findings"] = ["give-finding.heading"],
        ["/infosessions/…/sign-up"] = ["title", "sign-up.crumb", "ticket.title", "ticket.had-place"],
        ["/infosessions/…/ticket"] = ["ticket.title", "ticket.had-place", "ticket.withdrawn"],
        ["/infosessions/…/withdraw"] = ["withdraw.title", "ticket.none"],
        ["/launches/…"] = ["launch.is-live"],
        ["/launches/…/roll-call"] = ["roll-call.heading"],
        ["/my/colleagues"] = ["my-colleagues.of-your"],
        ["/sign-in/link/…"] = ["sign-in.link-title"],
        ["/stop/…"] = ["stop.question"],
        ["/waves/…/control-room"] = ["control.all-live"],
        ["/why/…"] = ["why.heading"],
    };

    private readonly Dictionary<string, Visitor> _owners = [];
    private readonly List<string> _wrong = [];
    private readonly HashSet<string> _seen = [];

    public static async Task FollowAllAsync(Story story, string topic)
    {
        var links = new MailLinks(story, topic);
        foreach (var mail in story.Mails.All())
        {
            foreach (var link in LinksOf(mail))
            {
                await links.FollowAsync(mail, link);
            }
        }

        Assert.Equal(Promises.Keys.Order(), links._seen.Order());
        Assert.True(links._wrong.Count == 0, string.Join(Environment.NewLine, links._wrong));
    }

    private static IEnumerable<string> LinksOf(SentMail mail) =>
        Urls().Matches($"{mail.Text}\n{WebUtility.HtmlDecode(string.Join('\n', Hrefs().Matches(mail.Html).Select(m => m.Groups[1].Value)))}\n{Unfold(mail.Calendar)}\n{mail.Headers}")
            .Select(m => m.Value.TrimEnd('.', ')', '>', ',')).Distinct();

    private static string Unfold(string calendar) => FoldedLine().Replace(calendar, "").Replace("\\n", "\n", StringComparison.Ordinal);

    private async Task FollowAsync(SentMail mail, string link)
    {
        if (link == Platform)
        {
            return;
        }

        var at = new Uri(link);
        if (at.GetLeftPart(UriPartial.Authority) != story.Rollout.Address)
        {
            _wrong.Add($"“{mail.Subject}” leads to {link}");
            return;
        }

        var visitor = new Visitor(new Uri(story.Rollout.Address)) { Language = "nl" };
        var page = await visitor.FollowAsync(await visitor.GetAsync(at.PathAndQuery));
        if (page.Path.StartsWith("/sign-in?to=", StringComparison.Ordinal))
        {
            var owner = await OwnerAsync(mail.To);
            page = await owner.FollowAsync(await owner.GetAsync(at.PathAndQuery));
        }

        var shape = Ids().Replace(at.AbsolutePath, "/…");
        _seen.Add(shape);
        if (page.Status != HttpStatusCode.OK || H1().Count(page.Html) != 1 || !Promises.GetValueOrDefault(shape, []).Any(key => Says(page.Heading, key)))
        {
            _wrong.Add($"“{mail.Subject}” leads {mail.To} to {link}, which answers {(int)page.Status}: {page.Heading}");
        }
    }

    /// <summary>Someone on their own computer, signed in with the code from their mail.</summary>
    private async Task<Visitor> OwnerAsync(string mailbox)
    {
        if (_owners.TryGetValue(mailbox, out var known))
        {
            return known;
        }

        var address = Address().Match(mailbox).Value;
        var owner = new Visitor(new Uri(story.Rollout.Address)) { Language = "nl" };
        var before = story.Mails.To(address).Count();
        var asked = await owner.FollowAsync(await owner.SubmitAsync(await owner.GetAsync("/sign-in"), "sign-in", ("Email", address)));
        var mail = await Eventually.GetAsync(() => story.Mails.To(address).Skip(before).LastOrDefault(m => m.HasCode), () => $"No code came for {address}.");
        await owner.SubmitAsync(asked, "code", ("Code", mail.Code));
        return _owners[mailbox] = owner;
    }

    private bool Says(string heading, string key) =>
        key == "title" ? heading == topic : Regex.IsMatch(heading, Placeholders().Replace(Regex.Escape(Localizer.In("nl")[key]), ".+"));

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Urls();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Hrefs();

    [GeneratedRegex(@"[^\s<>""]+@[^\s<>""]+")]
    private static partial Regex Address();

    [GeneratedRegex("<h1\\b")]
    private static partial Regex H1();

    [GeneratedRegex(@"\r?\n[ \t]")]
    private static partial Regex FoldedLine();

    [GeneratedRegex(@"\\{\d[^}]*}")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"(?<=/f)/\w+|/(?:[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]+-\w{4}|[\w-]{40,})(?=/|$)")]
    private static partial Regex Ids();
}
