using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>While someone looks for the code in their mail, a seat is kept for them, and for nobody longer than that.</summary>
public sealed class SeatHoldTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_last_seat_is_kept_for_who_types_the_code_and_others_wait_behind(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(2);
        var visitor = bed.App.Visitor();
        var asked = await AskAsync(bed, visitor, people[0].Email!);
        Assert.Contains("We keep a seat for you until 10:10", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Sign me up", asked.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (bed.Stored().Taken, bed.Stored().Offered));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(people[1]));

        bed.Clock.Advance(Duration.FromMinutes(9));
        await bed.AdvanceAsync();
        var page = await visitor.SubmitAsync(asked, "code", ("Code.Digits", WrongFor(CodeOf(bed, people[0]))));
        Assert.Contains("We keep a seat for you until 10:10", page.Text, StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "code", ("Code.Digits", CodeOf(bed, people[0]))));

        Assert.Equal((HttpStatusCode.OK, "You have a place"), (page.Status, page.Heading));
        Assert.Equal((1, 0, 1), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        bed.Clock.Advance(Duration.FromMinutes(2));
        await bed.AdvanceAsync();
        Assert.Equal((1, 0, 1), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_seat_nobody_took_in_time_goes_to_the_next_who_waits(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(2);
        var visitor = bed.App.Visitor();
        var asked = await AskAsync(bed, visitor, people[0].Email!);
        var button = ButtonOf(bed, people[0]);
        await bed.SignUpAsync(people[1]);

        bed.Clock.Advance(Duration.FromMinutes(10));
        await bed.AdvanceAsync();

        Assert.Equal(RegistrationState.Offered, bed.Of(people[1]).State);
        Assert.Equal((0, 1, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.Contains("Ask for a new one", (await visitor.SubmitAsync(asked, "code", ("Code.Digits", CodeOf(bed, people[0])))).Text, StringComparison.Ordinal);
        Assert.Equal("Join the waiting list?", (await visitor.GetAsync(button)).Heading); // the mail's button has no seat any more either
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_button_in_the_mail_takes_the_seat_that_is_kept(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var person = bed.Colleagues(1)[0];
        await AskAsync(bed, bed.App.Visitor(), person.Email!);
        var phone = bed.App.Visitor();

        var page = await phone.GetAsync(ButtonOf(bed, person));
        Assert.Equal("Is this right?", page.Heading);
        page = await phone.FollowAsync(await phone.SubmitAsync(page, $"/infosessions/{bed.Session.Id.Value}/registration"));

        Assert.Equal("You have a place", page.Heading);
        Assert.Equal((1, 0), (bed.Stored().Taken, bed.Stored().Offered));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_seat_is_kept_for_an_unknown_address_too_once_for_each_and_few_for_a_network(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await AskAsync(bed, bed.App.Visitor(), "nobody@voorbeeld.be");
        await AskAsync(bed, bed.App.Visitor(), "NOBODY@voorbeeld.be");
        Assert.Equal(1, bed.Stored().Offered);

        Page last = null!;
        for (var i = 0; i < 8; i++)
        {
            last = await AskAsync(bed, bed.App.Visitor(), $"nobody{i}@voorbeeld.be");
        }

        Assert.Equal(SeatHold.MostFromOneNetwork, bed.Stored().Offered);
        Assert.DoesNotContain("We keep a seat", last.Text, StringComparison.Ordinal);
        Assert.Contains("No seat is kept for you meanwhile", last.Text, StringComparison.Ordinal);
        Assert.Contains("What is the code in your mail?", last.Text, StringComparison.Ordinal);
        bed.Clock.Advance(Duration.FromMinutes(10));
        await bed.AdvanceAsync();
        Assert.Equal(0, bed.Stored().Offered);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Addresses_asked_for_again_and_again_keep_a_seat_from_who_waits_no_longer_than_once(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var person = bed.Colleagues(1)[0];
        await AskAsync(bed, bed.App.Visitor(), "nobody@voorbeeld.be");
        Assert.Contains("One of the seats is held until 10:10 at the latest", (await bed.App.Visitor().GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up")).Text, StringComparison.Ordinal);
        await bed.SignUpAsync(person);
        bed.Clock.Advance(Duration.FromMinutes(9));

        Assert.Contains("We keep a seat for you until 10:10", (await AskAsync(bed, bed.App.Visitor(), "nobody@voorbeeld.be")).Text, StringComparison.Ordinal);
        bed.Clock.Advance(Duration.FromMinutes(1));
        await bed.AdvanceAsync();

        Assert.Equal(RegistrationState.Offered, bed.Of(person).State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whatever_happens_at_once_never_more_are_registered_than_there_are_seats_and_nothing_stays_kept(Database kind)
    {
        const int seats = 4;
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats);
        var people = bed.Colleagues(16);

        await Task.WhenAll(people.Select(async (person, i) =>
        {
            if (i % 2 == 0)
            {
                await bed.SignUpAsync(person);
                return;
            }

            var visitor = bed.App.Visitor();
            var asked = await AskAsync(bed, visitor, person.Email!);
            await visitor.FollowAsync(await visitor.SubmitAsync(asked, "code", ("Code.Digits", CodeOf(bed, person))));
        }));
        bed.Clock.Advance(Duration.FromMinutes(10));
        await bed.AdvanceAsync();

        using var db = bed.Database.CreateDbContext();
        var (registered, offered, waiting) = (bed.Registered(), db.Registrations.Count(r => r.State == RegistrationState.Offered), db.Registrations.Count(r => r.State == RegistrationState.Waiting));
        Assert.Equal(seats, registered + offered);
        Assert.Equal((registered, offered, waiting), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.Empty(db.SeatHolds);
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_is_full_waited_for_or_cancelled()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite, seats: 2);
        var people = bed.Colleagues(2);
        await AskAsync(bed, bed.App.Visitor(), "nobody@voorbeeld.be");
        await bed.SignUpAsync(people[0]);
        var asked = await AskAsync(bed, bed.App.Visitor(), people[1].Email!);
        Assert.DoesNotContain("We keep a seat", asked.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (bed.Stored().Taken, bed.Stored().Offered));

        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, "The room is flooded."));

        Assert.Equal(0, bed.Stored().Offered);
        Assert.Empty(bed.Database.CreateDbContext().SeatHolds);
    }

    private static async Task<Page> AskAsync(InfosessionTestBed bed, Visitor visitor, string address) =>
        await visitor.SubmitAsync(await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up"), "who", ("Who.Key", address));

    private static EmailContent LastTo(InfosessionTestBed bed, Person person) => JsonSerializer.Deserialize<EmailContent>(bed.Mails(person, "sign-up-code")[^1].EmailContent)!;

    private static string CodeOf(InfosessionTestBed bed, Person person) => LastTo(bed, person).Code!;

    private static string ButtonOf(InfosessionTestBed bed, Person person) => LastTo(bed, person).Button!.Address.PathAndQuery;

    private static string WrongFor(string code) => code == "123456" ? "654321" : "123456";
}
