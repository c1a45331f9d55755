using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Browsing;

/// <summary>What an infosession shows to whom, and until when.</summary>
public sealed class WhoSeesWhatTests
{
    private const string Meeting = "https://meet.voorbeeld.be/brug";

    [Fact]
    public async Task The_link_of_the_meeting_is_mailed_to_who_has_a_place_and_to_nobody_who_waits()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var online = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, seats: 1, starts: AnInfosession.Tuesday.PlusDays(2), place: null, link: Meeting);
        bed.Database.Given(online);
        var people = bed.Colleagues(2);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person, online);
        }

        await bed.WithdrawAsync(people[0], online);

        Assert.Contains(Meeting, bed.Mails(people[0], "infosession-confirmed").Single().EmailContent, StringComparison.Ordinal);
        Assert.Equal(["infosession-waiting", "infosession-offered"], bed.Mails(people[1]).Select(m => m.About));
        Assert.All(bed.Mails(people[1]), m => Assert.DoesNotContain(Meeting, m.EmailContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_infosession_stays_on_my_page_until_it_is_over()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        var (visitor, ticket) = (bed.App.Visitor(person), $"/infosessions/{bed.Session.Id.Value}/ticket");

        bed.Clock.Now = bed.Session.EndsAt - Duration.FromMinutes(1);
        Assert.Contains(ticket, (await visitor.GetAsync("/my/infosessions")).Html, StringComparison.Ordinal);

        bed.Clock.Now = bed.Session.EndsAt;
        Assert.DoesNotContain(ticket, (await visitor.GetAsync("/my/infosessions")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_offers_no_sign_up_to_who_was_not_invited()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var dryRun = AnInfosession.DryRunOf(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(3));
        bed.Database.Given(dryRun);

        var page = await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{dryRun.Id.Value}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain($"/infosessions/{dryRun.Id.Value}/sign-up", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_cancels_or_moves_reads_who_has_no_mail_to_be_told_by()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        foreach (var person in (Person[])[.. bed.Colleagues(2), .. bed.Colleagues(3, email: null)])
        {
            await bed.SignUpAsync(person);
        }

        var lead = bed.App.Visitor(bed.Lead);
        var cancel = await lead.GetAsync($"/infosessions/{bed.Session.Id.Value}/cancel");
        Assert.Contains("2 people have a place and read this in the mail", cancel.Text, StringComparison.Ordinal);
        Assert.Contains("3 people have no e-mail: tell them yourself.", cancel.Text, StringComparison.Ordinal);

        var edit = await lead.GetAsync($"/infosessions/{bed.Session.Id.Value}/edit");
        Assert.Contains("the 2 people who have a place are told", edit.Text, StringComparison.Ordinal);
        Assert.Contains("3 people have no e-mail: tell them yourself.", edit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_code_for_feedback_says_where_to_look()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);

        var page = await bed.App.Visitor().GetAsync("/f/ZZZZZZ");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("the last slide", page.Text, StringComparison.Ordinal);
    }
}
