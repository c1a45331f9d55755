using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Waiting;

/// <summary>Full is not the end: the same topic's free dates come first, and people without mail hear about a seat from someone who can tell them.</summary>
public sealed class FreeDatesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_full_infosession_shows_the_nearest_free_dates_before_the_waiting_list(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(2, email: null);
        var antwerpen = A.Branch("Antwerpen");
        var far = AnInfosession.Of(bed.Topic, antwerpen, bed.Joost, starts: AnInfosession.Tuesday.PlusHours(3));
        bed.Database.Given(antwerpen, far);
        var (full, later) = (bed.Another(seats: 1, days: 1), Enumerable.Range(2, 3).Select(days => bed.Another(days: days)).ToArray());
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(bed.Colleagues(1)[0], full);
        var (path, visitor) = ($"/infosessions/{bed.Session.Id.Value}", bed.App.Visitor());

        var page = await visitor.GetAsync(path + "/sign-up");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.Text.IndexOf("There is room here", StringComparison.Ordinal) < page.Text.IndexOf("Or join the waiting list", StringComparison.Ordinal));
        Assert.All(later, session => Assert.Contains($"href=\"/infosessions/{session.Id.Value}/sign-up\"", page.Html, StringComparison.Ordinal)); // three in Gent come before one in Antwerpen
        Assert.DoesNotContain(far.Id.ToString(), page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(full.Id.ToString(), page.Html, StringComparison.Ordinal);

        page = await visitor.SubmitAsync(page, "who", ("Who.Key", people[1].PersonnelNumber), ("Who.FamilyName", people[1].FamilyName));
        page = await visitor.FollowAsync(page);
        Assert.Equal("You are number 1 on the waiting list", page.Heading);
        Assert.Contains("There is room here", page.Text, StringComparison.Ordinal);
        page = await visitor.GetAsync(page.LinkTo($"/infosessions/{later[0].Id.Value}/sign-up?key="));
        Assert.Contains(people[1].Name, page.Text, StringComparison.Ordinal); // and nobody asks again who they are
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"/infosessions/{later[0].Id.Value}/registration"));
        Assert.Equal(("You have a place", 0), (page.Heading, bed.Stored().Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_confirmation_of_waiting_brings_the_free_dates_and_none_that_are_not_there(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        Assert.Empty(Waiting(bed, people[1]).Choices);
        var other = bed.Another();
        var visitor = bed.App.Visitor();

        await bed.SignUpAsync(people[2]);

        var choice = Assert.Single(Waiting(bed, people[2]).Choices);
        var page = await visitor.GetAsync(choice.Link.Address.PathAndQuery);
        Assert.Contains(people[2].Name, page.Text, StringComparison.Ordinal);
        Assert.StartsWith($"/infosessions/{other.Id.Value}/sign-up", page.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_in_the_way_of_a_person_is_not_offered_to_them_and_a_refusal_says_what_else_there_is(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (person, topic) = (bed.Colleagues(1)[0], AnInfosession.Topic("Iets anders"));
        bed.Database.Given(topic);
        var (elsewhere, clashes, free) = (bed.Another(days: 0, about: topic), bed.Another(days: 0), bed.Another(days: 3));
        await bed.SignUpAsync(person, elsewhere);

        var page = await bed.App.Visitor(person).GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up");

        Assert.Contains("You cannot sign up for this one", page.Text, StringComparison.Ordinal);
        Assert.Contains(free.Id.ToString(), page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(clashes.Id.ToString(), page.Html, StringComparison.Ordinal);

        await bed.ActAsync<CancelInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, "The room is flooded."));
        foreach (var visitor in (Visitor[])[bed.App.Visitor(), bed.App.Visitor(person)])
        {
            page = await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up");
            Assert.Contains("This infosession is cancelled", page.Text, StringComparison.Ordinal);
            Assert.Contains("The room is flooded.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("You cannot sign up", page.Text, StringComparison.Ordinal);
            Assert.Contains(free.Id.ToString(), page.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_seat_offered_to_someone_without_mail_is_told_to_their_ambassador_else_the_director_else_the_lead(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var (first, rest) = (bed.Colleagues(1)[0], bed.Colleagues(3, email: null));
        await bed.SignUpAsync(first);
        foreach (var person in rest)
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(first);
        Assert.Equal([bed.Lead.Id], TellersOf(bed, rest[0]));

        var director = A.Person(bed.Gent, "An Verstraete");
        bed.Database.Given(director);
        await using (var db = bed.Database.CreateDbContext())
        {
            var gent = db.Branches.Single(b => b.Id == bed.Gent.Id);
            gent.AssignDirector(director.Id);
            await db.SaveChangesAsync();
        }

        await bed.WithdrawAsync(rest[0]);
        Assert.Equal([director.Id], TellersOf(bed, rest[1]));

        var sanne = A.Person(bed.Gent, "Sanne de Bruijn");
        var ambassador = Ambassador.Appoint(sanne.Id, 10, new LocalDate(2026, 11, 2), new LocalDate(2026, 12, 7), AmbassadorCode.Create("Sanne"), A.Today, A.Monday);
        var invitation = Invitation.ByComing(ambassador.Id, rest[2].Id, InvitationChannel.Card, A.Monday);
        invitation.Accept(A.Monday);
        bed.Database.Given(sanne, ambassador, invitation);
        await bed.WithdrawAsync(rest[1]);

        Assert.Equal([sanne.Id], TellersOf(bed, rest[2]));
        var mail = bed.Mails(sanne, "infosession-tell-offer").Single();
        Assert.Equal(bed.Of(rest[2]).OfferEndsAt, mail.ExpiresAt);
        var visitor = bed.App.Visitor();
        var page = await visitor.GetAsync(JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!.Button!.Address.PathAndQuery);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "who", ("Who.Key", rest[2].PersonnelNumber), ("Who.FamilyName", rest[2].FamilyName)));
        Assert.Equal("A seat is yours if you want it", page.Heading);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"/infosessions/{bed.Session.Id.Value}/seat"));
        Assert.Equal("You have a place", page.Heading);
    }

    private static EmailContent Waiting(InfosessionTestBed bed, Person person) => JsonSerializer.Deserialize<EmailContent>(bed.Mails(person, "infosession-waiting").Single().EmailContent)!;

    private static IEnumerable<PersonId?> TellersOf(InfosessionTestBed bed, Person person) =>
        bed.Mails(about: "infosession-tell-offer").Where(m => m.EmailContent.Contains(person.Name, StringComparison.Ordinal)).Select(m => m.Person);
}
