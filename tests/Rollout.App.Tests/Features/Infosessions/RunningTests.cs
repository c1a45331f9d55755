using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Topics;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Infosessions;

/// <summary>Planning, publishing, moving, cancelling and noting who came.</summary>
public sealed class RunningTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Moving_tells_everyone_once_and_keeps_their_place(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(5);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(people[4]);
        var request = Request(bed) with { Starts = AnInfosession.Tuesday.PlusDays(2), Place = "Zaal 2" };
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request, bed.Stored().Version));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request with { Seats = 30 }, bed.Stored().Version));

        var moved = bed.Mails(about: "infosession-moved");
        Assert.Equal(people[..4].Select(p => p.Id).ToHashSet(), moved.Select(m => m.Person!.Value).ToHashSet());
        Assert.Equal(4, moved.Count);
        Assert.All(moved, m => Assert.Contains("\r\nSEQUENCE:1\r\n", m.Calendar, StringComparison.Ordinal));
        Assert.All(moved, m => Assert.Contains("DTSTART;TZID=Europe/Brussels:20261203T140000", m.Calendar, StringComparison.Ordinal));
        Assert.Equal((4, 30, 1), (bed.Stored().Taken, bed.Stored().Seats, bed.Stored().Sequence));
        var letter = JsonSerializer.Deserialize<Letter>(moved[0].Letter)!;
        Assert.Contains("It was Tuesday 1 December, 14:00–16:00", letter.Paragraphs[0], StringComparison.Ordinal);
        Assert.Contains("Thursday 3 December, 14:00–16:00", letter.Facts);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Cancelling_tells_everyone_once_why_and_takes_it_out_of_their_calendars(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        await Refused.ByAsync(InfosessionRules.CancellingNeedsAReason, () => bed.ActAsync<CancelInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, " ")));
        await bed.ActAsync<CancelInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, "The room is flooded."));
        await Refused.ByAsync(InfosessionRules.CancelledStaysCancelled, () => bed.ActAsync<CancelInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, "Again")));

        var mails = bed.Mails(about: "infosession-cancelled");
        Assert.Equal(3, mails.Count);
        Assert.All(mails, m => Assert.Contains("METHOD:CANCEL", m.Calendar, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.Contains("The room is flooded.", m.Letter, StringComparison.Ordinal));
        await Refused.ByAsync(InfosessionRules.OpenForSignUp, () => bed.SignUpAsync(bed.Colleagues(1)[0]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Seats_are_never_lowered_below_those_taken(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, 5);
        foreach (var person in bed.Colleagues(4))
        {
            await bed.SignUpAsync(person);
        }

        await Refused.ByAsync(InfosessionRules.SeatsCoverThoseTaken, () =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed) with { Seats = 3 }, bed.Stored().Version)));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed) with { Seats = 4 }, bed.Stored().Version));

        Assert.Equal((4, 4), (bed.Stored().Seats, bed.Stored().Taken));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(bed.Colleagues(1)[0]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_edit_on_an_old_version_is_told_so_and_a_sign_up_meanwhile_makes_none_old(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var version = bed.Stored().Version;
        await bed.SignUpAsync(bed.Colleagues(1)[0]);

        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed) with { Seats = 30 }, version));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed) with { Seats = 31 }, version)));

        Assert.Equal((30, 1), (bed.Stored().Seats, bed.Stored().Taken));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Publishing_takes_an_open_topic_and_all_or_none(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var closed = AnInfosession.Topic("House rules", open: false);
        var fine = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1), published: false);
        var notYet = AnInfosession.Of(closed, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(2), published: false);
        bed.Database.Given(closed, fine, notYet);

        await Refused.ByAsync(InfosessionRules.TopicMustBeOpen, () => bed.ActAsync<PublishInfosessions>(bed.Lead, a => a.RunAsync([fine.Id, notYet.Id])));
        Assert.Equal(InfosessionState.Draft, bed.Stored(fine).State);
        await bed.ActAsync<OpenTopic>(bed.Lead, a => a.RunAsync(closed.Id));
        await bed.ActAsync<PublishInfosessions>(bed.Lead, a => a.RunAsync([fine.Id, notYet.Id]));

        Assert.Equal((InfosessionState.Published, InfosessionState.Published), (bed.Stored(fine).State, bed.Stored(notYet).State));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_came_is_ticked_by_its_own_facilitator_after_the_start(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        bed.Database.Given(other);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        Task TickAsync(Person by) => bed.ActAsync<TickAttendance>(by, a => a.RunAsync(bed.Session.Id, [people[0].Id, people[2].Id, other.Id]));
        await Refused.ByAsync(InfosessionRules.AttendanceAfterTheStart, () => TickAsync(bed.Joost));
        bed.Clock.Now = bed.Session.StartsAt + Duration.FromHours(1);
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => TickAsync(other));
        await TickAsync(bed.Joost);

        using var db = bed.Database.CreateDbContext();
        var states = db.Registrations.ToDictionary(r => r.Person, r => r.State);
        Assert.Equal([RegistrationState.Attended, RegistrationState.NoShow, RegistrationState.Attended], people.Select(p => states[p.Id]));
        Assert.Equal(3, states.Count); // someone without a place is not added by ticking
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_facilitator_runs_their_own_and_no_one_elses(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        var employee = bed.Colleagues(1)[0];
        bed.Database.Given(other);

        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<CancelInfosession>(other, a => a.RunAsync(bed.Session.Id, "Mine now")));
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<PlanInfosessions>(other, a => a.RunAsync([new WantedInfosession(bed.Topic.Id, Request(bed))], false)));
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => bed.ActAsync<AddTopic>(other, a => a.RunAsync(new TopicDraft("T", "", 60, 10, "en"))));
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<CancelInfosession>(employee, a => a.RunAsync(bed.Session.Id, "No")));
        foreach (var path in (string[])["people", "edit", "cancel"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(other).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Status);
            Assert.Equal("/denied", (await bed.App.Visitor(employee).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Location?.Split('?')[0]);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_keeps_topics_and_drafts_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);

        var page = await lead.SubmitAsync(await lead.GetAsync("/topics/new"), "topic", ("Title", ""), ("Summary", "Do and don’t"), ("Language", "en"), ("Minutes", "many"), ("Seats", "12"));
        Assert.Contains("Give the topic a title", page.Text, StringComparison.Ordinal);
        Assert.Contains("Do and don’t", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(page, "topic", ("Title", "House rules"), ("Summary", "Do and don’t"), ("Language", "en"), ("Minutes", "45"), ("Seats", "12"));
        using var db = bed.Database.CreateDbContext();
        var topic = db.Topics.AsNoTracking().Single(t => t.Title == "House rules");
        page = await lead.SubmitAsync(await lead.GetAsync($"/topics/{topic.Id.Value}/edit"), "topic", ("Title", "Our house rules"), ("Summary", ""), ("Language", "en"), ("Minutes", "45"), ("Seats", "12"));
        Assert.Equal($"/topics/{topic.Id.Value}", page.Location);
        var draft = AnInfosession.Of(topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1), published: false);
        bed.Database.Given(draft);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor().GetAsync($"/infosessions/{draft.Id.Value}")).Status);

        page = await lead.GetAsync($"/infosessions/several?act=publish&s={draft.Id.Value}");
        Assert.Contains("Open the topic first", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(await lead.GetAsync("/topics"), $"/topics/{topic.Id.Value}/open");
        page = await lead.SubmitAsync(await lead.GetAsync($"/infosessions/{draft.Id.Value}"), "/infosessions/publish");

        Assert.Equal($"/infosessions/{draft.Id.Value}", page.Location);
        Assert.Equal(InfosessionState.Published, bed.Stored(draft).State);
        Assert.Contains("Our house rules", (await bed.App.Visitor().GetAsync("/infosessions")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_facilitator_moves_it_cancels_another_and_ticks_who_came_in_the_browser(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        var joost = bed.App.Visitor(bed.Joost);
        var path = $"/infosessions/{bed.Session.Id.Value}";
        var page = await joost.SubmitAsync(
            await joost.GetAsync($"{path}/edit"), "edit",
            ("Date", "2026-12-03"), ("Hour", "09:00"), ("Minutes", "60"), ("Branch", bed.Gent.Id.Value.ToString()), ("Place", "Zaal 2"), ("Link", ""), ("Seats", "2"), ("Facilitator", bed.Joost.Id.Value.ToString()), ("Language", "nl"));
        Assert.Contains("Seats taken already: 3", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Zaal 2\"", page.Html, StringComparison.Ordinal);
        page = await joost.SubmitAsync(
            page, "edit",
            ("Date", "2026-12-03"), ("Hour", "09:00"), ("Minutes", "60"), ("Branch", bed.Gent.Id.Value.ToString()), ("Place", "Zaal 2"), ("Link", ""), ("Seats", "20"), ("Facilitator", bed.Joost.Id.Value.ToString()), ("Language", "nl"));
        Assert.Equal(path, page.Location);
        Assert.Equal(3, bed.Mails(about: "infosession-moved").Count);

        page = await joost.SubmitAsync(await joost.GetAsync($"/infosessions/{other.Id.Value}/cancel"), "cancel", ("Reason", ""));
        Assert.Contains("Say why", page.Text, StringComparison.Ordinal);
        await joost.SubmitAsync(page, "cancel", ("Reason", "Nobody can come."));
        Assert.Equal(InfosessionState.Cancelled, bed.Stored(other).State);

        bed.Clock.Now = bed.Stored().StartsAt;
        page = await joost.FollowAsync(await joost.SubmitAsync(await joost.GetAsync($"{path}/people"), "attendance", ("Came", people[0].Id.Value.ToString()), ("Came", people[1].Id.Value.ToString())));
        Assert.Contains("Saved: 2 of 3 came", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Five_hundred_coming_infosessions_are_filtered_and_paged(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var french = AnInfosession.Topic("Le Pont");
        var many = Enumerable.Range(1, 500)
            .Select(i => AnInfosession.Of(i % 5 == 0 ? french : bed.Topic, bed.Gent, bed.Joost, starts: new LocalDateTime(2027, 1, 4, 0, 0).PlusMinutes(i), place: i % 2 == 0 ? null : "Zaal 1", link: i % 2 == 0 ? "https://meet.voorbeeld.be/x" : null))
            .ToArray();
        bed.Database.Given([french, .. many]);
        var visitor = bed.App.Visitor();

        var page = await visitor.GetAsync("/infosessions");
        Assert.Contains("501 infosessions", page.Text, StringComparison.Ordinal);
        Assert.Contains("250 infosessions", (await visitor.GetAsync("/infosessions?place=online")).Text, StringComparison.Ordinal);
        Assert.Contains("100 infosessions", (await visitor.GetAsync($"/infosessions?topic={french.Id.Value}")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing fits that choice", (await visitor.GetAsync("/infosessions?language=fr")).Text, StringComparison.Ordinal);
        foreach (var odd in (string[])["?page=99999", "?page=-1", "?page=x", "?place='--", "?topic=1&language=xx&free=maybe", "?key=" + new string('x', 400)])
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/infosessions" + odd)).Status);
        }
    }

    private static PlanRequest Request(InfosessionTestBed bed) =>
        new(bed.Gent.Id, AnInfosession.Tuesday, 120, "Zaal 1", null, 20, bed.Joost.Id, "nl");
}
