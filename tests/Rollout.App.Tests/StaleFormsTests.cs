using System.Net;
using Rollout.App.Tests.Modules.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests;

/// <summary>A form that stood open while the browser went on: what was typed is kept, and a button away from being sent.</summary>
public sealed class StaleFormsTests
{
    [Fact]
    public async Task A_form_open_in_one_tab_is_still_good_after_a_link_from_webmail_opened_another()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var visitor = bed.App.Visitor();
        var form = await visitor.GetAsync("/sign-in");

        await visitor.ArriveFromElsewhereAsync("/infosessions"); // a browser leaves strict cookies at home
        await visitor.ArriveFromElsewhereAsync("/sign-in");
        var sent = await visitor.SubmitAsync(form, "sign-in", ("Email", bed.Lead.Email));

        Assert.StartsWith("/sign-in/code", sent.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_the_token_is_too_old_the_page_comes_back_with_what_was_typed_and_one_button(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);
        var form = await lead.GetAsync($"/infosessions/{bed.Session.Id.Value}/cancel");
        lead.Cookies.Remove("rollout-form");
        await lead.GetAsync("/settings"); // hands out another one

        var kept = await lead.SubmitAsync(form, "cancel", ("Reason", "The hall is flooded"));

        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Contains("Nothing has been sent yet", kept.Text, StringComparison.Ordinal);
        Assert.Contains("The hall is flooded", kept.Html, StringComparison.Ordinal);
        Assert.Null(bed.Stored().CancelledBecause);
        await lead.FollowAsync(await lead.SubmitAsync(kept, "cancel", ("Reason", "The hall is flooded")));
        Assert.Equal("The hall is flooded", bed.Stored().CancelledBecause);
    }

    [Fact]
    public async Task Whoever_signed_in_meanwhile_decides_again_as_who_they_are_now()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(2, email: null);
        var visitor = bed.App.Visitor(people[0], proven: false);
        var page = $"/infosessions/{bed.Session.Id.Value}/sign-up";
        var form = await visitor.GetAsync(page);
        visitor.Cookies["rollout"] = bed.App.CookieOf(people[1], proven: false).Value;

        var sent = await visitor.SubmitAsync(form, $"/infosessions/{bed.Session.Id.Value}/registration");

        Assert.Equal((HttpStatusCode.SeeOther, page), (sent.Status, sent.Location));
        Assert.Equal(0, bed.Registered());
        Assert.Equal("You have a place", (await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.FollowAsync(sent), $"/infosessions/{bed.Session.Id.Value}/registration"))).Heading);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task A_form_of_another_site_is_refused_and_shows_nothing_of_what_it_sent(string from)
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var lead = bed.App.Visitor(bed.Lead);
        var path = $"/infosessions/{bed.Session.Id.Value}/cancel";

        var page = await lead.PostAsync(path, [new("_handler", "cancel"), new("Input.Reason", "Because.")], ("Sec-Fetch-Site", from));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.DoesNotContain("Because.", page.Html, StringComparison.Ordinal);
        Assert.Null(bed.Stored().CancelledBecause);
    }
}
