using Bunit;
using NodaTime;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Components.Charts;

namespace Rollout.App.Tests.Components;

/// <summary>Charts and bars, each drawn alone.</summary>
public sealed class ChartComponentsTests : IDisposable
{
    private static readonly LocalDate First = new(2026, 11, 1);

    private readonly Drawn _drawn = new();

    public void Dispose() => _drawn.Dispose();

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
        Assert.Empty(bar.FindAll(".c-tick"));
        Assert.Equal("79.2", _drawn.Render<ShareBar>(p => p.Add(b => b.Share, share).Add(b => b.Plan, .5)).Find(".c-tick").GetAttribute("x"));
    }

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
}
