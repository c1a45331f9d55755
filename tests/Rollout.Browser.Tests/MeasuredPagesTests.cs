using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Rollout.Browser.Tests.Kit;
using Rollout.Domain.Infosessions;

namespace Rollout.Browser.Tests;

/// <summary>Pages as they are drawn, measured: on a small phone, a phone, at twice the size of a wide screen, on a tablet and on a wide screen.</summary>
public sealed class MeasuredPagesTests(DemoRollout demo) : IClassFixture<DemoRollout>
{
    // 720 is 1440 at 200%, and 360 at 400%.
    private static readonly int[] Widths = [320, 360, 720, 768, 1024, 1440];

    [Theory]
    [InlineData("lead", "/", "/waves", "/waves/phases", "/infosessions", "/ambassadors", "/ambassadors/coverage", "/nudges", "/outbox", "/people", "/branches", "/participation", "/my/infosessions")]
    [InlineData("director", "/", "/ambassadors", "/participation", "/my/deputies")]
    [InlineData("ambassador", "/", "/my/colleagues", "/my/team")]
    [InlineData("employee", "/", "/infosessions", "/my/infosessions", "/my/privacy")]
    [InlineData("facilitator", "/", "/infosessions/figures")]
    [InlineData("anonymous", "/infosessions", "/sign-in")]
    public async Task Nothing_lies_sideways_no_word_is_broken_and_no_target_is_small(string role, params string[] paths)
    {
        var visitor = await demo.VisitorAsync(role, new Browsing(Language: "nl-BE"));
        var wrong = new List<string>();
        foreach (var path in paths)
        {
            await visitor.OpenAsync(path);
            foreach (var width in Widths)
            {
                await visitor.Page.SetViewportSizeAsync(width, 900);
                wrong.AddRange((await visitor.Page.EvaluateAsync<string[]>(Measures.Script)).Select(found => $"{role} {path} at {width}: {found}"));
            }
        }

        await visitor.Context.CloseAsync();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>What needs someone, and the first thing to do about it, are on the first screen.</summary>
    [Theory]
    [InlineData("lead")]
    [InlineData("director")]
    [InlineData("ambassador")]
    [InlineData("employee")]
    [InlineData("facilitator")]
    public async Task The_start_page_answers_before_anyone_scrolls(string role)
    {
        var visitor = await demo.VisitorAsync(role, new Browsing(Language: "nl-BE"));
        foreach (var (width, height) in ((int, int)[])[(1440, 900), (360, 780)])
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            await visitor.OpenAsync("/");
            var lowest = await visitor.Page.EvaluateAsync<double>("""
                () => {
                  const bar = document.querySelector('.nav.bar'), bottom = bar && getComputedStyle(bar).position === 'fixed' ? bar.getBoundingClientRect().top : innerHeight;
                  const ends = ['h1', 'main .btn'].map(first => document.querySelector(first)?.getBoundingClientRect().bottom ?? Infinity);
                  return Math.max(...ends) - bottom;
                }
                """);
            Assert.True(lowest <= 0, $"{role} at {width}: the answer and its first button end {lowest} px below the first screen");
        }

        await visitor.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/people")]
    [InlineData("/ambassadors")]
    [InlineData("/outbox")]
    public async Task A_list_on_a_phone_can_be_sorted_takes_little_a_row_and_has_twenty_five_a_page(string path)
    {
        var visitor = await demo.VisitorAsync("lead", new Browsing(360, Language: "nl-BE"));
        await visitor.OpenAsync(path);

        var heights = await visitor.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.rows tbody tr')].map(row => row.getBoundingClientRect().height)");
        var orders = await visitor.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.rows thead a[href*=order]')].filter(a => a.getBoundingClientRect().width > 20).map(a => a.getBoundingClientRect().height)");

        await visitor.Context.CloseAsync();
        Assert.True(orders.Length >= 2 && orders.Min() >= 24, $"{path} offers orders of {string.Join(", ", orders)} px high");
        Assert.InRange(heights.Length, 1, 25);
        Assert.True(heights.Average() <= 96, $"{path}: a row is {heights.Average()} px high");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    public async Task A_long_address_does_not_make_a_ticket_wider_than_the_phone(int width)
    {
        await using var db = demo.Rollout.Database.CreateDbContext();
        var now = demo.Rollout.Clock.Now;
        var place = await db.Registrations.Where(r => r.State == RegistrationState.Registered && db.Infosessions.Any(i => i.Id == r.Infosession && i.StartsAt > now)).OrderBy(r => r.Id).FirstAsync();
        var visitor = await BrowserVisitor.ArriveAsync(demo.Rollout.Address, new Browsing(width));
        var (name, value) = demo.Rollout.CookieOf(await db.People.SingleAsync(p => p.Id == place.Person));
        await visitor.Context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = demo.Rollout.Address, HttpOnly = true }]);
        await visitor.OpenAsync($"/infosessions/{place.Infosession.Value}/ticket");
        await visitor.Page.EvaluateAsync("() => { document.querySelector('main .lead').textContent = 'bartholomeus.vandenbroeckhoven@bouwhart-groep-nederland.example'; }");

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Measures.Script));
        await visitor.Context.CloseAsync();
    }
}
