using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity;
using Rollout.App.Layout;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>What stands around every page, for each kind of person.</summary>
public sealed class LayoutTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_lead_has_a_menu_and_everyone_else_a_bar_of_few_links()
    {
        var gent = A.Branch();
        using var drawn = new Drawn();
        var (lead, els) = (A.Acting(A.Lead(gent), gent), A.Acting(A.Person(gent), gent));

        var menu = drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, lead).Add(m => m.Path, "/people/import"));
        Assert.Equal("menu", menu.Find("button.menu").GetAttribute("popovertarget"));
        Assert.Equal(("/people", "true"), (menu.Find("[aria-current]").GetAttribute("href"), menu.Find("[aria-current]").GetAttribute("aria-current")));

        Assert.Equal(["/", "/infosessions", "/my/infosessions"], drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, els)).FindAll("nav.bar a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["/infosessions", "/sign-in"], drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, null)).FindAll("nav.bar a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("/", "/", null)]
    [InlineData("/launches/1/kick-off", "/waves", "/waves")]
    [InlineData("/waves/phases", "/waves", "/waves/phases")]
    [InlineData("/infosessions", "/infosessions/planner", "/infosessions")]
    [InlineData("/infosessions/1/door", "/infosessions/planner", "/infosessions")]
    [InlineData("/topics/1/findings", "/infosessions/planner", "/topics")]
    [InlineData("/outbox/1", "/nudges", "/outbox")]
    [InlineData("/branches/1/days-off", "/people", "/branches")]
    [InlineData("/check", "/settings", "/check")]
    [InlineData("/house-rules", null, null)]
    public void Every_page_of_the_lead_lies_in_a_part_of_the_site(string path, string? part, string? tab)
    {
        var gent = A.Branch();
        var found = SiteMap.PartOf(SiteMap.Of(A.Acting(A.Lead(gent), gent)), path);

        Assert.Equal((part, tab), (found?.Path, found?.TabOf(path)?.Path));
    }

    [Fact]
    public void The_pages_of_a_part_lie_below_the_head_and_the_open_one_is_marked()
    {
        var gent = A.Branch();
        using var drawn = new Drawn();
        var lead = A.Acting(A.Lead(gent), gent);

        var tabs = drawn.Render<PartTabs>(p => p.Add(t => t.CurrentUser, lead).Add(t => t.Path, "/branches/1"));

        Assert.Equal(["/people", "/branches", "/people/import", "/people/scim", "/people/roles"], tabs.FindAll("nav.parts a").Select(a => a.GetAttribute("href")));
        Assert.Equal("/branches", tabs.Find("[aria-current]").GetAttribute("href"));
        drawn.Render<PartTabs>(p => p.Add(t => t.CurrentUser, lead).Add(t => t.Path, "/")).MarkupMatches("");
    }

    [Fact]
    public void Each_role_has_the_parts_it_comes_for()
    {
        var gent = A.Branch();
        var els = A.Acting(A.Person(gent), gent);
        var directs = els with { Directs = [gent.Id] };

        Assert.Equal(["nav.start", "nav.my-branch", "nav.ambassadors", "nav.infosessions"], KeysOf(directs));
        Assert.Equal(["nav.start", "nav.my-colleagues", "nav.team", "nav.infosessions", "nav.my-sessions"], KeysOf(els with { Ambassador = AmbassadorId.New(), IsFacilitator = true }));
        Assert.Equal(["nav.start", "nav.my-sessions", "nav.infosessions"], KeysOf(els with { IsFacilitator = true }));
        Assert.Equal("/my/launch", SiteMap.PartOf(SiteMap.Of(directs), "/launches/1")!.TabOf("/launches/1")!.Path);

        static IEnumerable<string> KeysOf(CurrentUser user) => SiteMap.Of(user).Select(part => part.Key);
    }

    [Fact]
    public void The_main_layout_names_the_person_and_lets_them_sign_out_and_change_the_language()
    {
        var gent = A.Branch();
        var els = A.Person(gent, "Els Maertens");
        _database.Given(A.Rollout(languages: ["en", "nl"]), gent, els);
        using var drawn = For(SignedIn.As(_database, els));

        var page = drawn.InRequest<MainLayout>(p => p.Add(l => l.Body, "<h1>Here</h1>"));

        page.WaitForAssertion(() => Assert.Contains("Els Maertens", page.FindComponent<MyMenu>().Find("button.who[popovertarget=me]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Here", page.Find("main#main h1").TextContent);
        Assert.NotNull(page.Find("#me form[action='/sign-out'] button"));
        Assert.Equal(["/my/privacy", "/my/infosessions", "/my/privacy#nudges"], page.FindAll("#me li a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["nl", "en"], page.FindComponent<LanguageSwitch>().FindAll("button").Select(b => b.GetAttribute("value")));
        Assert.Equal("true", page.Find("button[value=en]").GetAttribute("aria-current"));
    }

    [Fact]
    public void While_nobody_set_it_up_the_layout_has_its_name_and_no_links()
    {
        using var drawn = For(SignedIn.Nobody(_database));

        var page = drawn.InRequest<MainLayout>(p => p.Add(l => l.Body, "<h1>Here</h1>"));

        Assert.Equal("Rollout", page.Find("a.plate").TextContent);
        Assert.Empty(page.FindAll("nav.nav, form[action='/sign-out']"));
    }

    [Fact]
    public void The_board_has_nothing_but_the_board()
    {
        using var drawn = new Drawn();
        var board = drawn.InRequest<BoardLayout>(p => p.Add(l => l.Body, "<h1>Board</h1>"));

        Assert.Equal("Board", board.Find("body.board main h1").TextContent);
        Assert.Empty(board.FindAll("nav, header, footer"));
    }

    private Drawn For(CurrentUserAccessor who) => new(services => services.AddSingleton(who).AddSingleton(new RolloutSettingsCache(_database, ACache.New())));
}
