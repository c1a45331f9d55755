using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;
using static Rollout.App.Tests.Modules.Infosessions.Registrations.AnyonesSignUp;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Someone who is not signed in, and has no account: they say who they are on the infosession itself, and have a place.</summary>
public sealed class SignUpByAnyoneTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_without_mail_has_a_place_by_a_number_or_mobile_and_a_name(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (fitter, cook) = (A.Person(bed.Gent, "Rachid van den Berg", email: null, number: "E0106"), A.Person(bed.Gent, "Tom Maes", email: null, number: "000027"));
        var driver = Person.Employ(bed.Gent.Id, "Zoë", "", "Lefèvre", null, null, "0470 12 34 56");
        bed.Database.Given(fitter, cook, driver);

        foreach (var (number, name) in new[] { ("e0106", "Berg"), ("27", "Maes"), ("+32 470 12.34.56", "lefevre") })
        {
            var visitor = bed.App.Visitor();
            var page = await visitor.SubmitAsync(await visitor.GetAsync(Path(bed) + "/sign-up"), "who", ("Who.Key", number), ("Who.FamilyName", name));
            page = await visitor.FollowAsync(page);
            Assert.Equal((HttpStatusCode.OK, "You have a place"), (page.Status, page.Heading));
            Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
        }

        Assert.Equal(3, bed.Registered());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?key=forged")]
    public async Task With_no_key_a_wrong_one_or_an_ended_session_the_same_is_asked(string query)
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var left = bed.Colleagues(1)[0];
        var ended = bed.App.Visitor(left);
        left.Leave();
        await using (var db = bed.Database.CreateDbContext())
        {
            db.Update(left);
            await db.SaveChangesAsync();
        }

        foreach (var visitor in (Visitor[])[bed.App.Visitor(), ended])
        {
            var page = await visitor.GetAsync($"{Path(bed)}/sign-up{query}");
            Assert.Equal((HttpStatusCode.OK, bed.Topic.Title), (page.Status, page.Heading));
            Assert.Contains("Who are you?", page.Text, StringComparison.Ordinal);
            Assert.Equal(query.Length > 0, page.Text.Contains("no longer works", StringComparison.Ordinal));
            Assert.DoesNotContain("sign in", page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..page.Html.IndexOf("</main", StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_signed_up_for_and_says_so()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var draft = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, published: false);
        var dryRun = AnInfosession.DryRunOf(bed.Topic, bed.Gent, bed.Joost);
        bed.Database.Given(draft, dryRun);
        var visitor = bed.App.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/infosessions/{Guid.CreateVersion7()}/sign-up")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/infosessions/{draft.Id.Value}/sign-up")).Status);
        Assert.Equal("Sign in", (await visitor.FollowAsync(await visitor.GetAsync($"/infosessions/{dryRun.Id.Value}/sign-up"))).Heading);
        bed.Clock.Now = bed.Session.StartsAt;
        var late = await visitor.GetAsync(Path(bed) + "/sign-up");
        Assert.Equal(HttpStatusCode.OK, late.Status);
        Assert.Contains("signing up is over", late.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Who are you?", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_there_is_something_to_decide_it_is_asked_before_anything_is_done(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var other = bed.Another();
        var people = bed.Colleagues(1, email: null);
        await bed.SignUpAsync(people[0]);
        var visitor = bed.App.Visitor();

        var page = await SayAsync(bed, visitor, people[0], other); // gives up the first
        Assert.Equal("Is this right?", page.Heading);
        Assert.Equal((1, 0), (bed.Registered(), bed.Registered(other)));
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"{Path(bed, other)}/registration"));
        Assert.Equal("You have a place", page.Heading);

        page = await SayAsync(bed, visitor, people[0], other); // has it already
        Assert.Equal("You have a place", page.Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_read_that_they_would_wait_is_not_asked_again_and_who_read_of_a_seat_is(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3, email: null);
        var visitor = bed.App.Visitor();
        var free = await visitor.GetAsync(Path(bed) + "/sign-up");
        await bed.SignUpAsync(people[0]);

        var page = await visitor.FollowAsync(await visitor.SubmitAsync(free, "who", ("Who.Key", people[1].PersonnelNumber), ("Who.FamilyName", people[1].FamilyName)));
        Assert.Equal(("Join the waiting list?", 0), (page.Heading, bed.Stored().Waiting));
        page = await SayAsync(bed, visitor, people[2]);
        Assert.Equal(("You are number 1 on the waiting list", 1), (page.Heading, bed.Stored().Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_was_recognised_by_facts_signs_up_without_saying_it_again_and_cannot_give_back_a_place_with_them(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (person, another) = (bed.Colleagues(1)[0], bed.Another());
        await using var scope = bed.App.Services.CreateAsyncScope();
        var key = RegistrationKeys.Query(scope.ServiceProvider.GetRequiredService<RegistrationKeys>().ForWhoIsHere(person.Id, proven: false));
        var visitor = bed.App.Visitor();

        var list = await visitor.GetAsync("/infosessions" + key);
        Assert.Contains($"href=\"{Path(bed)}/sign-up{WebUtility.HtmlEncode(key)}\"", list.Html, StringComparison.Ordinal);
        var page = await visitor.GetAsync(Path(bed) + "/sign-up" + key);
        Assert.Contains(person.Name, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email!, page.Html, StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"{Path(bed)}/registration"));
        Assert.Equal("You have a place", page.Heading);
        Assert.DoesNotContain(person.Email!, page.Html, StringComparison.Ordinal);

        Assert.Equal("Sign in", (await visitor.FollowAsync(await visitor.GetAsync($"{Path(bed)}/withdraw{key}"))).Heading);
        Assert.DoesNotContain(bed.Topic.Title, (await visitor.FollowAsync(await visitor.GetAsync("/my/infosessions" + key))).Text, StringComparison.Ordinal);
        bed.Clock.Advance(Duration.FromHours(1));
        Assert.Contains("Who are you?", (await visitor.GetAsync(Path(bed, another) + "/sign-up" + key)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_device_where_someone_is_signed_in_somebody_else_can_say_who_they_are()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(2, email: null);
        var visitor = bed.App.Visitor(people[0], proven: false);

        var page = await visitor.GetAsync(Path(bed) + "/sign-up");
        Assert.Contains($"{Path(bed)}/sign-up?other=yes", page.Html, StringComparison.Ordinal);
        page = await visitor.SubmitAsync(await visitor.GetAsync(Path(bed) + "/sign-up?other=yes"), "who", ("Who.Key", people[1].PersonnelNumber), ("Who.FamilyName", people[1].FamilyName));

        Assert.Equal("You have a place", (await visitor.FollowAsync(page)).Heading);
        Assert.Equal(RegistrationState.Registered, bed.Of(people[1]).State);
    }
}
