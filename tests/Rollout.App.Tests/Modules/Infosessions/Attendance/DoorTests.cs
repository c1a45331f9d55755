using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Attendance;

public sealed class DoorTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_was_ticked_without_a_connection_arrives_once_and_the_last_tick_wins_in_any_order(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        bed.Clock.Now = bed.Session.StartsAt + Duration.FromMinutes(20);

        // One phone was offline: it ticked the first person 15 minutes ago. Another undid that 5 minutes ago, and its message arrived first.
        await TickAsync(bed, new AttendanceTick(people[0].Id, Came: false, Duration.FromMinutes(5)));
        AttendanceTick[] offline = [new(people[0].Id, Came: true, Duration.FromMinutes(15)), new(people[1].Id, Came: true, Duration.FromMinutes(15)), new(people[2].Id, Came: true, Duration.Zero)];
        await TickAsync(bed, offline);
        await TickAsync(bed, offline);

        Assert.Equal([RegistrationState.NoShow, RegistrationState.Attended, null], States(bed, people));
        Assert.Equal(2, bed.Stored().Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Walk_ins_take_free_seats_then_the_chairs_of_who_did_not_come_and_never_more(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 3);
        var people = bed.Colleagues(6);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromMinutes(10);

        await LetInAsync(bed, people[2]);
        Assert.Equal(3, bed.Stored().Taken);
        await Refused.ByAsync(InfosessionRules.WalkInNeedsAChair, () => LetInAsync(bed, people[3]));

        bed.Clock.Now = bed.Session.StartsAt + Duration.FromMinutes(5);
        await TickAsync(bed, new AttendanceTick(people[0].Id, Came: true, Duration.Zero));
        var tried = await Task.WhenAll(people[3..].Select(async p =>
        {
            try
            {
                await LetInAsync(bed, p);
                return 1;
            }
            catch (Domain.SharedKernel.BrokenRuleException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, tried.Sum());
        Assert.Equal(3, States(bed, people).Count(s => s == RegistrationState.Attended));
        Assert.Equal(3, bed.Stored().Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_let_in_by_mistake_gives_the_seat_back_and_someone_with_a_place_is_only_ticked(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        bed.Clock.Now = bed.Session.StartsAt;

        await LetInAsync(bed, people[0]);
        await LetInAsync(bed, people[1]);
        Assert.Equal(2, bed.Stored().Taken);
        await TickAsync(bed, new AttendanceTick(people[1].Id, Came: false, Duration.Zero));
        Assert.Equal(1, bed.Stored().Taken);
        await TickAsync(bed, new AttendanceTick(people[1].Id, Came: true, Duration.Zero)); // let in again after leaving
        Assert.Equal((1, RegistrationState.Withdrawn), (bed.Stored().Taken, States(bed, people)[1]));
        await LetInAsync(bed, people[1]);
        Assert.Equal((2, RegistrationState.Attended), (bed.Stored().Taken, States(bed, people)[1]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_walk_in_who_is_unticked_on_the_list_of_people_gives_the_chair_back_as_at_the_door(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        bed.Clock.Now = bed.Session.StartsAt;
        await TickAsync(bed, new AttendanceTick(people[0].Id, Came: true, Duration.Zero));
        await LetInAsync(bed, people[1]);
        var joost = bed.App.Visitor(bed.Joost);
        var list = await joost.GetAsync($"/infosessions/{bed.Session.Id.Value}/people");

        await joost.FollowAsync(await joost.SubmitAsync(list, "attendance", ("Came", people[0].Id.ToString())));

        Assert.Equal([RegistrationState.Attended, RegistrationState.Withdrawn, null], States(bed, people));
        Assert.Equal(1, bed.Stored().Taken);
        await LetInAsync(bed, people[2]); // the chair is really free
        Assert.Equal(2, bed.Stored().Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_chair_given_back_at_the_door_before_the_start_goes_to_who_waits(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(2);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromMinutes(30);
        await LetInAsync(bed, people[0]);
        await bed.SignUpAsync(people[1]);

        await TickAsync(bed, new AttendanceTick(people[0].Id, Came: false, Duration.Zero));

        Assert.Equal((0, 1), (bed.Stored().Taken, bed.Stored().Waiting));
        Assert.NotNull(bed.Of(people[1]).CalledAt);
        await bed.TakeSeatAsync(people[1]);
        Assert.Equal((1, 0), (bed.Stored().Taken, bed.Stored().Waiting));
    }

    [Fact]
    public async Task The_door_opens_an_hour_before_and_only_for_who_runs_it()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        var other = AnInfosession.Facilitator(bed.Gent);
        bed.Database.Given(other);
        await bed.SignUpAsync(person);

        await Refused.ByAsync(InfosessionRules.AttendanceOnceTheDoorIsOpen, () => TickAsync(bed, new AttendanceTick(person.Id, Came: true, Duration.Zero)));
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromMinutes(59);
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => bed.ActAsync<RecordAttendance>(other, d => d.TickAsync(bed.Session.Id, [])));
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(other).GetAsync($"/infosessions/{bed.Session.Id.Value}/door")).Status);
        await TickAsync(bed, new AttendanceTick(person.Id, Came: true, Duration.Zero));
        Assert.Equal(RegistrationState.Attended, States(bed, [person])[0]);
        await TickAsync(bed, new AttendanceTick(person.Id, Came: false, Duration.Zero));
        Assert.Equal(RegistrationState.Registered, States(bed, [person])[0]);
    }

    [Fact]
    public async Task Closing_the_list_notes_who_did_not_come_and_a_late_tick_still_counts()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        bed.Clock.Now = bed.Session.EndsAt;

        await bed.ActAsync<RecordAttendance>(bed.Joost, d => d.CloseAsync(bed.Session.Id));
        await TickAsync(bed, new AttendanceTick(people[0].Id, Came: true, Duration.FromMinutes(125)));

        Assert.Equal([RegistrationState.Attended, RegistrationState.NoShow], States(bed, people));
    }

    [Fact]
    public async Task The_page_ticks_without_script_and_a_scanned_ticket_only_shows_until_the_button_is_pressed()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        bed.Clock.Now = bed.Session.StartsAt;
        var joost = bed.App.Visitor(bed.Joost);
        var path = $"/infosessions/{bed.Session.Id.Value}/door";
        using var db = bed.Database.CreateDbContext();
        var ticket = db.Registrations.Single().Id.Value;

        var scanned = await joost.GetAsync($"/door/{ticket}");
        Assert.Contains(people[0].Name, scanned.Text, StringComparison.Ordinal);
        Assert.Equal(RegistrationState.Registered, States(bed, people)[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(bed.Lead).GetAsync($"/door/{Guid.CreateVersion7()}")).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await bed.App.Visitor(people[1]).GetAsync($"/door/{ticket}")).Status);

        var page = await joost.FollowAsync(await joost.SubmitAsync(scanned, $"{path}/tick", ("came", people[0].Id.Value.ToString())));
        Assert.Equal(RegistrationState.Attended, States(bed, people)[0]);
        Assert.Contains("1 here, of 1", page.Text, StringComparison.Ordinal);

        page = await joost.GetAsync($"{path}?who=Nr1");
        page = await joost.FollowAsync(await joost.SubmitAsync(page, $"{path}/walk-in"));
        Assert.Contains("2 here, of 2", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_list_is_searched_as_people_are_everywhere_by_accent_number_and_mobile_and_finds_nobody_else(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (zoe, absent) = (Person.Employ(bed.Gent.Id, "Zoë", "", "D’Hondt", "004711", "zoe@voorbeeld.be", "0470 12 34 56", "BE"), A.Person(bed.Gent, "Zoë Peeters"));
        bed.Database.Given(zoe, absent);
        await bed.SignUpAsync(zoe);
        var (joost, path) = (bed.App.Visitor(bed.Joost), $"/infosessions/{bed.Session.Id.Value}/door/find?who=");

        foreach (var typed in new[] { "zoe", "hondt zo", "4711", "+32 470 12 34 56" })
        {
            Assert.Equal((typed, $"[\"{zoe.Id.Value}\"]"), (typed, (await joost.GetAsync(path + Uri.EscapeDataString(typed))).Html));
        }

        Assert.Equal("[]", (await joost.GetAsync(path + "z")).Html);
        Assert.Equal("/denied", (await bed.App.Visitor(zoe).GetAsync(path + "zoe")).Location?.Split('?')[0]);
    }

    private static Task TickAsync(InfosessionTestBed bed, params AttendanceTick[] ticks) => bed.ActAsync<RecordAttendance>(bed.Joost, d => d.TickAsync(bed.Session.Id, ticks));

    private static Task LetInAsync(InfosessionTestBed bed, Person person) => bed.ActAsync<RecordAttendance>(bed.Joost, d => d.LetInAsync(bed.Session.Id, person.Id));

    private static List<RegistrationState?> States(InfosessionTestBed bed, Person[] people)
    {
        using var db = bed.Database.CreateDbContext();
        var states = db.Registrations.AsNoTracking().Where(r => r.Infosession == bed.Session.Id).ToDictionary(r => r.Person, r => r.State);
        return [.. people.Select(p => states.TryGetValue(p.Id, out var state) ? state : (RegistrationState?)null)];
    }
}
