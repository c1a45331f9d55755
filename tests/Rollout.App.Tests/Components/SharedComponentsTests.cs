using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Persistence;
using Rollout.App.Shared.Components;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>The components that pages share, each drawn alone.</summary>
public sealed class SharedComponentsTests : IDisposable
{
    private readonly Drawn _drawn = new();

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void A_status_says_its_word_and_stands_out_by_its_kind() =>
        _drawn.Render<Status>(p => p.Add(s => s.Kind, "stop").Add(s => s.Words, "Late")).MarkupMatches("<span class=\"st stop\">Late</span>");

    [Theory]
    [InlineData("?refused=role.someone-leads", "Someone has to lead. Give someone else the role first.")]
    [InlineData("?refused=nonsense", null)]
    [InlineData("", null)]
    public void A_refusal_that_led_to_a_page_is_told_there(string query, string? told)
    {
        _drawn.Services.GetRequiredService<NavigationManager>().NavigateTo("/people/roles" + query);

        Assert.Equal(told, _drawn.Render<RefusalNote>().FindAll("[role=alert]").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public void Crumbs_lead_to_the_pages_above_and_name_this_one_without_a_link()
    {
        var crumbs = _drawn.Render<Crumbs>(p => p.Add(c => c.Here, "Gent <1>").AddChildContent("<li><a href=\"/branches\">Branches</a></li>"));

        Assert.Equal("You are here", crumbs.Find("nav").GetAttribute("aria-label"));
        Assert.Equal(["Branches", "Gent <1>"], crumbs.FindAll("li").Select(li => li.TextContent));
        Assert.Equal("Gent <1>", crumbs.Find("[aria-current=page]").TextContent);
        Assert.Single(_drawn.Render<Crumbs>(p => p.Add(c => c.Here, (string?)null).AddChildContent("<li>Branches</li>")).FindAll("li"));
    }

    [Fact]
    public void A_header_sorts_by_its_column_and_says_when_it_does()
    {
        string Drawn(DayOfWeek now, bool descending) => _drawn.Render<SortHeader<DayOfWeek>>(p => p
            .Add(h => h.By, DayOfWeek.Friday).Add(h => h.Now, now).Add(h => h.Text, "Friday").Add(h => h.Descending, descending).Add(h => h.Address, order => $"/list?order={order}")).Find("th").OuterHtml;

        Assert.Equal("<th scope=\"col\" data-by=\"Sort by\"><a href=\"/list?order=Friday\">Friday</a></th>", Drawn(DayOfWeek.Monday, false));
        Assert.Contains("aria-sort=\"ascending\"", Drawn(DayOfWeek.Friday, false), StringComparison.Ordinal);
        Assert.Contains("aria-sort=\"descending\"", Drawn(DayOfWeek.Friday, true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_linked_as_each_kind_of_file_narrowed_as_it_is()
    {
        var files = _drawn.Render<ListFiles>(p => p.Add(f => f.Of, "/people").Add(f => f.Query, "?q=els").Add(f => f.Json, true));

        Assert.Equal(["/people.xlsx?q=els", "/people.csv?q=els", "/people.json?q=els"], files.FindAll("a[download]").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("Gent", "Monteur", "", null, "Gent, Monteur")]
    [InlineData("Gent", "", "Techniek", null, "Gent, Techniek")]
    [InlineData("Gent", "Monteur", "Gent", "walked in", "Gent, Monteur · walked in")]
    [InlineData("", "", "", "walked in", "walked in")]
    public void Where_someone_works_is_told_without_what_is_unknown_or_said_twice(string branch, string job, string department, string? also, string told) =>
        Assert.Equal(told, _drawn.Render<Workplace>(p => p
            .Add(l => l.Branch, branch).Add(l => l.JobTitle, job).Add(l => l.Department, department).Add(l => l.Also, [also ?? ""])).Markup.Trim());

    [Fact]
    public void What_is_not_there_is_named_with_a_way_on()
    {
        var note = _drawn.InRequest<NotFoundNote>(p => p.Add(n => n.What, "This topic is gone.").Add(n => n.Body, "Ask the lead.").Add(n => n.Href, "/topics").Add(n => n.Label, "Topics"));

        Assert.Equal(("This topic is gone.", "Ask the lead.", "/topics"), (note.Find("h1").TextContent, note.Find("p.lead").TextContent, note.Find("a").GetAttribute("href")));
    }

    [Theory]
    [InlineData(StatusCodes.Status404NotFound, "Not here", true)]
    [InlineData(StatusCodes.Status400BadRequest, "Not here", false)]
    [InlineData(StatusCodes.Status413PayloadTooLarge, "Not here", false)]
    public void What_the_page_says_of_an_error_holds_unless_the_request_itself_was_at_fault(int status, string title, bool holds)
    {
        _drawn.Http.Response.StatusCode = status;

        Assert.Equal(holds, _drawn.InRequest<RequestError>(p => p.Add(e => e.Title, title).Add(e => e.Body, "Body")).Find("h1").TextContent == title);
    }

    [Fact]
    public void A_bar_says_how_many_are_ticked_and_holds_the_button() =>
        _drawn.Render<TickedBar>(p => p.AddChildContent("<button>Appoint</button>"))
            .MarkupMatches("<div class=\"bulk ticked\" role=\"group\" aria-label=\"What is ticked\"><p>Ticked: <b></b></p><button>Appoint</button></div>");

    [Fact]
    public void A_name_leads_to_the_person_for_the_lead_alone()
    {
        var id = Guid.CreateVersion7();

        _drawn.Render<PersonName>(p => p.Add(n => n.Id, id).Add(n => n.Name, "An <b>").Add(n => n.Linked, true)).MarkupMatches($"<a href=\"/people/{id}\">An &lt;b&gt;</a>");
        _drawn.Render<PersonName>(p => p.Add(n => n.Id, id).Add(n => n.Name, "An")).MarkupMatches("An");
    }

    [Fact]
    public void The_platform_is_linked_where_its_address_is_known()
    {
        _drawn.Render<PlatformLink>(p => p.Add(l => l.Rollout, A.Rollout()).Add(l => l.Words, "Go")).MarkupMatches($"<a href=\"{A.Platform}\" rel=\"noreferrer\">Go</a>");
        _drawn.Render<PlatformLink>(p => p.Add(l => l.Rollout, A.RolloutWithoutAddress()).Add(l => l.Words, "Go")).MarkupMatches("");
    }

    [Fact]
    public void A_pager_shows_the_first_the_last_and_the_near_pages()
    {
        var pages = _drawn.Render<Pages>(p => p
            .Add(x => x.Page, 7).Add(x => x.Of, 12).Add(x => x.From, 301).Add(x => x.To, 350).Add(x => x.Found, 580).Add(x => x.Address, page => $"/people?page={page}"));

        Assert.Equal(["6", "1", "5", "6", "7", "8", "9", "12", "8"], pages.FindAll("a").Select(a => a.GetAttribute("href")!["/people?page=".Length..]));
        Assert.Equal("7", pages.Find("[aria-current=page]").TextContent);
        Assert.Equal(("prev", "next"), (pages.FindAll("a")[0].GetAttribute("rel"), pages.FindAll("a")[^1].GetAttribute("rel")));
    }

    [Fact]
    public void One_page_needs_no_pager() =>
        _drawn.Render<Pages>(p => p.Add(x => x.Page, 1).Add(x => x.Of, 1).Add(x => x.From, 1).Add(x => x.To, 3).Add(x => x.Found, 3).Add(x => x.Address, _ => "")).MarkupMatches("");

    [Fact]
    public void A_QR_code_is_one_path_with_a_text()
    {
        var code = _drawn.Render<QrCode>(p => p.Add(q => q.Address, new Uri("https://rollout.example/i/ABC")).Add(q => q.Label, "Code of An"));

        Assert.Equal("Code of An", code.Find("svg").GetAttribute("aria-label"));
        Assert.StartsWith("M0 0h7v1h-7z", code.Find("path").GetAttribute("d"), StringComparison.Ordinal); // the finder pattern at the corner
    }

    [Fact]
    public void A_form_that_stood_open_says_that_nothing_was_done()
    {
        var page = _drawn.Render<StaleForm>();

        Assert.Equal(("This page was open too long", "/"), (page.Find("h1").TextContent, page.Find("a.btn").GetAttribute("href")));
        Assert.Contains("what you sent was not done", page.Find("p.lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_for_what_went_wrong_lead_back_to_the_start()
    {
        Assert.Equal("/", _drawn.InRequest<DeniedPage>().Find("a.btn").GetAttribute("href"));
        Assert.Equal("/", _drawn.InRequest<ErrorPage>().Find("a.btn").GetAttribute("href"));
        Assert.Equal("/", _drawn.InRequest<NotFoundPage>().Find("a.btn").GetAttribute("href"));
        var missing = _drawn.InRequest<NotFoundPage>().Find("h1").TextContent;
        _drawn.Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        Assert.NotEqual(missing, _drawn.InRequest<NotFoundPage>().Find("h1").TextContent);
        Assert.Equal(_drawn.InRequest<ErrorPage>().Find("h1").TextContent, _drawn.InRequest<NotFoundPage>().Find("h1").TextContent);
    }

    [Fact]
    public void Nothing_is_drawn_for_the_status_itself() => _drawn.InRequest<NotFoundStatus>().MarkupMatches("");

    [Fact]
    public void A_page_that_is_not_live_loads_no_script() => _drawn.InRequest<LiveConnection>().MarkupMatches("");

    [Fact]
    public async Task A_cached_fragment_is_drawn_once_for_all_who_share_its_key()
    {
        var drawings = 0;
        RenderFragment content = builder => builder.AddMarkupContent(0, $"<p>{++drawings}</p>");
        IRenderedComponent<CachedFragment> Draw(string? key) =>
            _drawn.Render<CachedFragment>(p => p.Add(f => f.CacheKey, key).Add(f => f.MadeOf, CachedData.Ambassadors).Add(f => f.ChildContent, content));

        await Draw("all").WaitForAssertionAsync(() => Assert.Equal(1, drawings));
        Draw("all").MarkupMatches("<p>1</p>");
        Draw(null).MarkupMatches("<p>2</p>");

        _drawn.Services.GetRequiredService<CacheVersions>().Change(CachedData.Settings);
        Draw("all").MarkupMatches("<p>1</p>");

        _drawn.Services.GetRequiredService<CacheVersions>().Change(CachedData.Ambassadors);
        await Draw("all").WaitForAssertionAsync(() => Assert.Equal(3, drawings));
    }

    [Fact]
    public void Filters_are_folded_until_something_is_filtered()
    {
        Assert.False(_drawn.Render<FilterFold>(p => p.Add(f => f.Narrowed, false).Add(f => f.ChildContent, "<form></form>")).Find("details").HasAttribute("open"));
        Assert.True(_drawn.Render<FilterFold>(p => p.Add(f => f.Narrowed, true).Add(f => f.ChildContent, "<form></form>")).Find("details").HasAttribute("open"));
    }
}
