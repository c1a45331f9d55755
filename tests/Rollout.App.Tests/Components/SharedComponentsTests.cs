using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Components.Charts;
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

        Assert.Equal("<th scope=\"col\"><a href=\"/list?order=Friday\">Friday</a></th>", Drawn(DayOfWeek.Monday, false));
        Assert.Contains("aria-sort=\"ascending\"", Drawn(DayOfWeek.Friday, false), StringComparison.Ordinal);
        Assert.Contains("aria-sort=\"descending\"", Drawn(DayOfWeek.Friday, true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_linked_as_each_kind_of_file_narrowed_as_it_is()
    {
        var files = _drawn.Render<ListFiles>(p => p.Add(f => f.Of, "/people").Add(f => f.Query, "?q=els").Add(f => f.Json, true));

        Assert.Equal(["/people.xlsx?q=els", "/people.csv?q=els", "/people.json?q=els"], files.FindAll("a[download]").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Where_someone_works_is_told_with_their_job_where_it_is_known()
    {
        Assert.Equal("Gent, Monteur", _drawn.Render<Workplace>(p => p.Add(l => l.Branch, "Gent").Add(l => l.JobTitle, "Monteur")).Markup.Trim());
        Assert.Equal("Gent", _drawn.Render<Workplace>(p => p.Add(l => l.Branch, "Gent").Add(l => l.JobTitle, "")).Markup.Trim());
    }

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
        var rollout = A.Rollout();
        _drawn.Render<PlatformLink>(p => p.Add(l => l.Rollout, rollout).Add(l => l.Words, "Go")).MarkupMatches(
            rollout.Platform is { } address ? $"<a href=\"{address}\" rel=\"noreferrer\">Go</a>" : "");
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

    [Theory]
    [InlineData(10, 7, false, 7, "c-a")]
    [InlineData(10, 7, true, 7, "c-h")]
    [InlineData(600, 300, false, 30, "c-a")] // sixty squares, half of them filled
    public void A_strip_has_a_square_for_each_seat_and_sixty_at_most(int total, int filled, bool free, int squares, string kind)
    {
        var strip = _drawn.Render<SeatStrip>(p => p.Add(s => s.Total, total).Add(s => s.Filled, filled).Add(s => s.ShowFree, free));

        Assert.Equal(squares, strip.Find($"path.{kind}").GetAttribute("d")!.Count(c => c == 'M'));
        Assert.Equal("true", strip.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void A_QR_code_is_one_path_with_a_text()
    {
        var code = _drawn.Render<QrCode>(p => p.Add(q => q.Address, new Uri("https://rollout.example/i/ABC")).Add(q => q.Label, "Code of An"));

        Assert.Equal("Code of An", code.Find("svg").GetAttribute("aria-label"));
        Assert.StartsWith("M0 0h7v1h-7z", code.Find("path").GetAttribute("d"), StringComparison.Ordinal); // the finder pattern at the corner
    }

    [Fact]
    public void A_line_is_not_drawn_where_nothing_is_known()
    {
        var chart = _drawn.Render<LineChart>(p => p
            .Add(c => c.Title, "Half of Gent").Add(c => c.Points, [(0, 0), (1, 0.5), (8, 1)]).Add(c => c.MaxX, 10).Add(c => c.MaxY, 1).Add(c => c.Gap, 2.5).Add(c => c.Marks, [new ChartEvent(5), new ChartEvent(6, ChartEventShape.TallTick)]).Add(c => c.Warn, true));

        Assert.Equal(("M0 100L100 50M800 0", "M0 0v-7"), (chart.Find("path.c-l").GetAttribute("d"), chart.Find("path.c-m").GetAttribute("d")));
        Assert.Equal("80%", chart.Find("circle").GetAttribute("cx"));
        Assert.Equal("Half of Gent", chart.Find("svg.warn[role=img]").GetAttribute("aria-label"));
    }

    [Fact]
    public void Parts_fill_a_bar_in_their_order_with_marks_where_they_were_expected_to_end()
    {
        var bar = _drawn.Render<PartsBar>(p => p.Add(b => b.Title, "A quarter").Add(b => b.Parts, [0.25, 0.75]).Add(b => b.Expected, [0.5, 0.5]));

        Assert.Equal([("0", "100"), ("100", "300")], bar.FindAll("rect").Select(r => (r.GetAttribute("x")!, r.GetAttribute("width")!)));
        Assert.Equal("M200 8v46", bar.Find("path.c-r").GetAttribute("d"));
    }

    [Theory]
    [InlineData(0.25, "40")]
    [InlineData(1.5, "160")]
    public void A_share_is_a_part_of_its_bar_and_said_beside_it(double share, string width)
    {
        var bar = _drawn.Render<ShareBar>(p => p.Add(b => b.Share, share));

        Assert.Equal((width, "true"), (bar.Find("rect.c-a").GetAttribute("width"), bar.Find("svg").GetAttribute("aria-hidden")));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(8, false)]
    public void Mail_that_would_leave_later_says_when_and_offers_to_send_at_once(int hour, bool later)
    {
        var (now, at) = (new LocalDateTime(2026, 11, 23, 8, 0), new LocalDateTime(2026, 11, 23, hour, 0));
        var box = _drawn.Render<LeavesLater>(p => p.Add(l => l.At, at).Add(l => l.Now, now).Add(l => l.AtOnce, true)).FindAll("input[name='Invite.AtOnce'][checked]");

        Assert.Equal(later ? 1 : 0, box.Count);
    }

    [Fact]
    public void A_form_that_stood_open_says_that_nothing_was_done() =>
        Assert.Equal("/", _drawn.Render<StaleForm>().Find("a.btn").GetAttribute("href"));

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

    private static readonly LocalDate First = new(2026, 11, 1);

    [Fact]
    public void Days_become_steps_up_to_today_with_the_range_ahead_and_both_of_its_ends_said()
    {
        var chart = _drawn.Render<TimeChart>(p => p
            .Add(c => c.Title, "Two of four").Add(c => c.From, First).Add(c => c.Until, First.PlusDays(10)).Add(c => c.Today, First.PlusDays(5)).Add(c => c.Days, [First.PlusDays(1), First.PlusDays(5)])
            .Add(c => c.Target, 4).Add(c => c.TargetLabel, "4 asked").Add(c => c.NowLabel, "2 today").Add(c => c.Fan, (First.PlusDays(10), 1, 4)));

        Assert.Equal(("img", "Two of four"), (chart.Find("svg").GetAttribute("role"), chart.Find("svg").GetAttribute("aria-label")));
        Assert.Equal("M0 100H100V75H500V50H500", chart.Find("path.c-l").GetAttribute("d"));
        Assert.Equal("M500 50L1000 0V75Z", chart.Find("path.c-f").GetAttribute("d"));
        Assert.Equal("50%", chart.Find("circle").GetAttribute("cx"));
        Assert.Superset(new HashSet<string> { "4 asked", "2 today", "4", "1" }, chart.FindAll("text").Select(t => t.TextContent).ToHashSet());
    }

    [Fact]
    public void Columns_stack_their_parts_dash_what_is_to_come_and_mark_the_days_something_was_done()
    {
        var chart = _drawn.Render<DayColumns>(p => p.Add(c => c.Title, "Three days").Add(c => c.Columns,
            [new ChartColumn("Mon", [3, 1], IsMarked: true), new ChartColumn("Tue", [0, 0]), new ChartColumn("Wed", [2], IsComing: true)]));

        Assert.Equal(["75", "25", "50"], chart.FindAll("rect").Select(r => r.GetAttribute("height")));
        Assert.Equal("c-n", chart.FindAll("rect")[^1].ClassName);
        Assert.Equal(["4", "2", "Mon", "Wed"], chart.FindAll("text").Select(t => t.TextContent));
        Assert.Single(chart.FindAll("path.c-a"));
    }

    [Fact]
    public void A_picture_says_what_it_shows_and_has_the_same_as_a_table()
    {
        var picture = _drawn.Render<Picture>(p => p.Add(x => x.Sentence, "Seven of ten.").Add(x => x.ChildContent, "<svg></svg>").Add(x => x.Table, "<table></table>"));

        Assert.Equal("Seven of ten.", picture.Find("figcaption").TextContent);
        Assert.NotNull(picture.Find("details [role=region][tabindex='0'] table"));
        Assert.NotNull(_drawn.Render<ChartTable>(p => p.AddChildContent("<table></table>")).Find("details [tabindex='0'] > table"));
        Assert.Empty(_drawn.Render<Picture>(p => p.Add(x => x.Sentence, "Nothing.").Add(x => x.ChildContent, "<svg></svg>")).FindAll("details"));
    }

    [Fact]
    public void Lengths_lie_in_one_another_and_a_tick_says_how_far_it_should_be()
    {
        var bar = _drawn.Render<Lengths>(p => p.Add(b => b.Parts, [10, 5]).Add(b => b.Whole, 10).Add(b => b.Norm, 20));

        Assert.Equal(["99%", "49.5%", "2"], bar.FindAll("rect").Select(r => r.GetAttribute("width")));
        Assert.Equal(["c-p1", "c-p0", "c-tick"], bar.FindAll("rect").Select(r => r.ClassName));
    }

    [Fact]
    public void Filters_are_folded_until_something_is_filtered()
    {
        Assert.False(_drawn.Render<FilterFold>(p => p.Add(f => f.Narrowed, false).Add(f => f.ChildContent, "<form></form>")).Find("details").HasAttribute("open"));
        Assert.True(_drawn.Render<FilterFold>(p => p.Add(f => f.Narrowed, true).Add(f => f.ChildContent, "<form></form>")).Find("details").HasAttribute("open"));
    }

    [Fact]
    public async Task A_field_and_its_summary_say_the_same_and_point_at_each_other()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var form = _drawn.Render<EditForm>(p => p.Add(f => f.EditContext, context).Add(f => f.ChildContent, (EditContext _) => builder =>
        {
            builder.OpenComponent<ErrorSummary>(0);
            builder.CloseComponent();
            builder.OpenComponent<Field>(1);
            builder.AddComponentParameter(2, nameof(Field.Name), nameof(model.Name));
            builder.AddComponentParameter(3, nameof(Field.Label), "Your name");
            builder.AddComponentParameter(4, nameof(Field.Hint), "As on your badge");
            builder.AddComponentParameter(5, nameof(Field.ChildContent), (RenderFragment)(input =>
            {
                input.OpenComponent<FieldInput>(0);
                input.AddAttribute(1, "type", "date");
                input.CloseComponent();
            }));
            builder.CloseComponent();
        }));
        Assert.Empty(form.FindAll(".errors, .bad, [aria-invalid]"));
        Assert.Equal(("Input.Name", "date", "Name-hint"), (form.Find("#Name").GetAttribute("name"), form.Find("#Name").GetAttribute("type"), form.Find("#Name").GetAttribute("aria-describedby")));

        messages.Add(context.Field(nameof(model.Name)), "Say your name");
        await form.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal("Say your name", form.Find(".field.bad #Name-error").TextContent);
        Assert.Equal(("true", "Name-hint Name-error"), (form.Find("#Name").GetAttribute("aria-invalid"), form.Find("#Name").GetAttribute("aria-describedby")));
        Assert.EndsWith("#Name", form.Find(".errors[role=alert] a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(("Name", "As on your badge"), (form.Find("label").GetAttribute("for"), form.Find("#Name-hint").TextContent));
    }

    [Fact]
    public async Task A_choice_has_its_question_as_legend_and_its_error_beside_it()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var choice = _drawn.Render<ChoiceField>(p => p
            .AddCascadingValue(context).Add(c => c.Name, nameof(model.Name)).Add(c => c.Legend, "Which?").Add(c => c.LegendHidden, true).Add(c => c.ChildContent, "<input>"));

        messages.Add(context.Field(nameof(model.Name)), "Choose one");
        await choice.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal(("Which?", "vh"), (choice.Find("legend").TextContent, choice.Find("legend").ClassName));
        Assert.Equal("Name-error", choice.Find("fieldset.bad").GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task A_rule_that_can_be_overridden_is_offered_once_it_refused()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var box = _drawn.Render<OverrideCheckbox>(p => p
            .AddCascadingValue(context).Add(o => o.Name, nameof(model.Anyway)).Add(o => o.Words, "All the same").Add(o => o.Value, false).Add(o => o.ValueExpression, () => model.Anyway));
        box.MarkupMatches("");

        messages.Add(context.Field(nameof(model.Anyway)), "It is night then");
        await box.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal("It is night then", box.Find(".field.bad #Anyway-error").TextContent);
        Assert.Equal("Anyway-error", box.Find("input[type=checkbox]").GetAttribute("aria-describedby"));
    }

    private static (Model Model, EditContext Context) Form()
    {
        var model = new Model();
        return (model, new EditContext(model));
    }

    private sealed class Model
    {
        public string? Name { get; set; }
        public bool Anyway { get; set; }
    }
}
