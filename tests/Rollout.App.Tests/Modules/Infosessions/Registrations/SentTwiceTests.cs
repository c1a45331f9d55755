using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Two taps on a slow line, two tabs, a tab left open: submitting a form that is no longer there shows the current state.</summary>
public sealed class SentTwiceTests
{
    [Fact]
    public async Task Withdrawing_twice_ends_at_the_page_that_says_there_is_no_place()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        var key = bed.App.Services.GetRequiredService<LinkTokens>().Create(RegistrationKeys.SignUp, person.Id, Duration.FromDays(1));
        var visitor = bed.App.Visitor();
        var page = await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/withdraw?key={Uri.EscapeDataString(key)}");

        await visitor.SubmitAsync(page, "withdraw");
        var second = await visitor.SubmitAsync(page, "withdraw");

        Assert.Equal(HttpStatusCode.SeeOther, second.Status);
        var shown = await visitor.FollowAsync(second);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("You have no place in this infosession", shown.Text, StringComparison.Ordinal);
        Assert.Single(bed.Mails(person, "infosession-withdrawn"));
    }

    [Fact]
    public async Task A_form_that_this_site_did_not_hand_out_is_still_refused()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var forged = await bed.App.Visitor(bed.Lead).PostAsync($"/infosessions/{bed.Session.Id.Value}/cancel", [new("_handler", "cancel"), new("Input.Reason", "Because.")]);

        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        Assert.Equal(InfosessionState.Published, bed.Stored().State);
    }

    [Fact]
    public async Task A_second_tab_keeps_what_was_typed_and_saves_it_when_it_is_meant()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var lead = bed.App.Visitor(bed.Lead);
        var path = $"/topics/{bed.Topic.Id.Value}/edit";
        var (first, second) = (await lead.GetAsync(path), await lead.GetAsync(path));
        (string, string?)[] Typed(string title) => [("Title", title), ("Summary", ""), ("Language", "nl"), ("Minutes", "60"), ("Seats", "20")];

        await lead.SubmitAsync(first, "topic", Typed("From the first tab"));
        var refused = await lead.SubmitAsync(second, "topic", Typed("From the second tab"));

        Assert.Contains("What you typed is still here", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"From the second tab\"", refused.Html, StringComparison.Ordinal);
        Assert.Equal("From the first tab", await TitleAsync(bed));
        Assert.NotNull((await lead.SubmitAsync(refused, "topic", Typed("From the second tab"))).Location);
        Assert.Equal("From the second tab", await TitleAsync(bed));
    }

    private static async Task<string> TitleAsync(InfosessionTestBed bed)
    {
        await using var db = bed.Database.CreateDbContext();
        return await db.Topics.Where(t => t.Id == bed.Topic.Id).Select(t => t.Title).SingleAsync();
    }
}
