using System.Net;
using Rollout.App.Modules.Infosessions.Calendars;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Calendars;

public sealed class MyCalendarTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_calendar_program_reads_what_someone_has_a_place_in_and_nothing_of_anyone_else(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var later = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(later);
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1], later);

        var feed = await FeedOfAsync(bed, people[0]);

        Assert.Equal(HttpStatusCode.OK, feed.Status);
        Assert.Contains($"UID:infosession-{bed.Session.Id.Value}@rollout", feed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(later.Id.Value.ToString(), feed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", feed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_cancelled_says_so_and_what_someone_withdrew_from_is_gone(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Topic();
        var later = AnInfosession.Of(other, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other, later);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        await bed.SignUpAsync(person, later);
        await bed.WithdrawAsync(person, later);
        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, "The canteen is closed."));

        var feed = await FeedOfAsync(bed, person);

        Assert.Contains("STATUS:CANCELLED", feed.Text, StringComparison.Ordinal);
        Assert.Equal(2, feed.Text.Split("BEGIN:VEVENT").Length);
    }

    [Fact]
    public async Task A_facilitator_reads_what_they_give()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);

        var feed = await FeedOfAsync(bed, bed.Joost);

        Assert.Contains("(you give it)", feed.Text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_makes_the_old_one_stop_and_so_does_leaving()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        var first = await AddressOfAsync(bed, person);
        var second = await AddressOfAsync(bed, person);
        var stranger = bed.App.Visitor();

        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(second)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/calendar/{new string('0', 32)}.ics")).Status);

        using (var db = bed.Database.CreateDbContext())
        {
            db.People.Single(p => p.Id == person.Id).Leave();
            db.SaveChanges();
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(second)).Status);
    }

    [Fact]
    public async Task The_page_makes_the_address_only_when_asked()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var visitor = bed.App.Visitor(bed.Colleagues(1)[0]);

        var page = await visitor.GetAsync("/my/calendar");
        Assert.DoesNotContain(".ics", page.Text, StringComparison.Ordinal);

        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "/my/calendar/address"));
        Assert.Contains(".ics", page.Text, StringComparison.Ordinal);
    }

    private static async Task<string> AddressOfAsync(InfosessionTestBed bed, Person person)
    {
        await bed.ActAsync<MyCalendar>(person, a => a.MakeAddressAsync(person.Id));
        return (await bed.ActAsync<MyCalendar, Uri?>(person, a => a.FindAddressAsync(person.Id)))!.PathAndQuery;
    }

    private static async Task<Page> FeedOfAsync(InfosessionTestBed bed, Person person) => await bed.App.Visitor().GetAsync(await AddressOfAsync(bed, person));
}
