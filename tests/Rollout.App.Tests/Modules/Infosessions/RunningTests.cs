using System.Net;
using NodaTime;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions;

/// <summary>Publishing, cancelling and noting attendance, by those who may.</summary>
public sealed class RunningTests
{
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
    public async Task What_was_published_by_mistake_is_a_draft_again_while_nobody_signed_up(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        await bed.SignUpAsync(bed.Colleagues(1)[0]);
        var lead = bed.App.Visitor(bed.Lead);
        var address = $"/infosessions/several?act=take-back&s={bed.Session.Id}&s={other.Id}";

        var page = await lead.GetAsync(address);
        Assert.Contains("Somebody has a place", page.Text, StringComparison.Ordinal);
        page = await lead.SubmitAsync(page, "several", ("Step", "do"), ("Ticked", other.Id.Value.ToString()));

        Assert.Contains("1 infosession is a draft again", page.Text, StringComparison.Ordinal);
        Assert.Equal((InfosessionState.Published, InfosessionState.Draft), (bed.Stored(bed.Session).State, bed.Stored(other).State));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor().GetAsync($"/infosessions/{other.Id}/sign-up")).Status);
        await Refused.ByAsync(InfosessionRules.OnlyPublishedIsTakenBack, () => bed.ActAsync<TakeBackInfosession>(bed.Lead, a => a.RunAsync(other.Id)));
        await Refused.ByAsync(InfosessionRules.TakenBackWhileEmpty, () => bed.ActAsync<TakeBackInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id)));

        // Nor does the role go from someone who still gives infosessions.
        page = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync("/people/roles"), "/people/roles", ("person", bed.Joost.Id.Value.ToString()), ("role", "Facilitator"), ("give", "no")));
        Refused.On(page, RoleRules.GivesNothingMore);
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
        await Refused.ByAsync(InfosessionRules.IsNotCancelled, () => bed.ActAsync<CancelInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, "Again")));

        var mails = bed.Mails(about: "infosession-cancelled");
        Assert.Equal(3, mails.Count);
        Assert.All(mails, m => Assert.Contains("METHOD:CANCEL", m.Calendar, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.Contains("The room is flooded.", m.EmailContent, StringComparison.Ordinal));
        await Refused.ByAsync(InfosessionRules.OpenForSignUp, () => bed.SignUpAsync(bed.Colleagues(1)[0]));
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

        Task TickAsync(Person by) => bed.ActAsync<RecordAttendance>(by, a => a.NoteAllAsync(bed.Session.Id, [people[0].Id, people[2].Id, other.Id]));
        await Refused.ByAsync(InfosessionRules.AttendanceAfterTheStart, () => TickAsync(bed.Joost));
        bed.Clock.Now = bed.Session.StartsAt + Duration.FromHours(1);
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => TickAsync(other));
        await TickAsync(bed.Joost);

        using var db = bed.Database.CreateDbContext();
        var states = db.Registrations.ToDictionary(r => r.Person, r => r.State);
        Assert.Equal([RegistrationState.Attended, RegistrationState.NoShow, RegistrationState.Attended], people.Select(p => states[p.Id]));
        Assert.Equal(3, states.Count); // ticking does not add someone without a place
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
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<PlanInfosessions>(other, a => a.RunAsync([new RequestedInfosession(bed.Topic.Id, bed.Request)], false)));
        await Refused.ByAsync(InfosessionRules.OnlyTheLeadKeepsTopics, () => bed.ActAsync<AddTopic>(other, a => a.RunAsync(new TopicDraft("T", "", 60, 10, "en"))));
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<CancelInfosession>(employee, a => a.RunAsync(bed.Session.Id, "No")));
        foreach (var path in (string[])["people", "edit", "cancel"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(other).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Status);
            Assert.Equal("/denied", (await bed.App.Visitor(employee).GetAsync($"/infosessions/{bed.Session.Id.Value}/{path}")).Location?.Split('?')[0]);
        }
    }
}
