using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity;
using Rollout.App.Layout;
using Rollout.App.Persistence;
using Rollout.App.Shared;
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
        drawn.Services.GetRequiredService<NavigationManager>().NavigateTo("/people/import");

        var menu = drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, lead));
        Assert.NotEmpty(menu.FindAll("details.menu"));
        Assert.Equal("/people", menu.Find("[aria-current=page]").GetAttribute("href"));

        Assert.Equal(["/", "/infosessions"], drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, els)).FindAll("nav.bar a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["/infosessions", "/sign-in"], drawn.Render<NavMenu>(p => p.Add(m => m.CurrentUser, null)).FindAll("nav.bar a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void The_main_layout_names_the_person_and_lets_them_sign_out_and_change_the_language()
    {
        var gent = A.Branch();
        var els = A.Person(gent, "Els Maertens");
        _database.Given(A.Rollout(languages: ["en", "nl"]), gent, els);
        using var drawn = For(SignedIn.As(_database, els));

        var page = drawn.InRequest<MainLayout>(p => p.Add(l => l.Body, "<h1>Here</h1>"));

        page.WaitForAssertion(() => Assert.Contains("Els Maertens", page.Find(".who").TextContent, StringComparison.Ordinal));
        Assert.Equal("Here", page.Find("main#main h1").TextContent);
        Assert.NotNull(page.Find("form[action='/sign-out'] button"));
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

    private Drawn For(CurrentUserAccessor who) => new(services => services.AddSingleton(who).AddSingleton(new RolloutSettingsCache(_database, new MemoryCache(new MemoryCacheOptions()), new CacheVersions())));
}
