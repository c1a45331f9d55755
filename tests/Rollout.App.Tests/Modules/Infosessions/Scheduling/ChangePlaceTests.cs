using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Scheduling;

/// <summary>Changing to another infosession of the same topic in one step, and never two places at the same time.</summary>
public sealed class ChangePlaceTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_old_seat_is_given_up_once_the_new_one_is_had_and_goes_to_who_waits_for_it(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var other = bed.Another();
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);

        Assert.Equal(RegistrationState.Registered, await bed.SignUpAsync(people[0], other));

        Assert.Equal((RegistrationState.Withdrawn, RegistrationState.Offered), (bed.Of(people[0]).State, bed.Of(people[1]).State));
        Assert.Equal((0, 1, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.Equal(["infosession-changed", "infosession-confirmed", "infosession-confirmed"], bed.Mails(people[0]).Select(m => m.About).Order(StringComparer.Ordinal));
        Assert.Contains("METHOD:CANCEL", bed.Mails(people[0], "infosession-changed").Single().Calendar, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_waits_elsewhere_keeps_their_seat_until_they_take_the_other(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var (other, third) = (bed.Another(seats: 1), bed.Another(seats: 1, days: 2));
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1], other);
        await bed.SignUpAsync(people[2], third);

        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(people[0], other));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(people[0], third));
        Assert.Equal(RegistrationState.Registered, bed.Of(people[0]).State);
        await bed.WithdrawAsync(people[1], other);
        Assert.Equal((RegistrationState.Registered, RegistrationState.Offered), (bed.Of(people[0]).State, bed.Of(people[0], other).State));
        await bed.TakeSeatAsync(people[0], other);

        Assert.Equal(
            (RegistrationState.Withdrawn, RegistrationState.Registered, RegistrationState.Withdrawn),
            (bed.Of(people[0]).State, bed.Of(people[0], other).State, bed.Of(people[0], third).State));
        Assert.Equal((0, 1, 0), (bed.Stored().Taken, bed.Stored(other).Taken, bed.Stored(third).Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_infosessions_at_the_same_time_are_refused_by_name_also_on_the_page_and_by_two_tabs_at_once(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var topic = AnInfosession.Topic("Werken met groepen");
        bed.Database.Given(topic);
        var meanwhile = AnInfosession.Of(topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusMinutes(119), place: "Zaal 9");
        var after = AnInfosession.Of(topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusMinutes(120), place: "Zaal 8");
        bed.Database.Given(meanwhile, after);
        var people = bed.Colleagues(6);
        await bed.SignUpAsync(people[0]);

        await Refused.ByAsync(InfosessionRules.NotInTwoPlacesAtOnce, () => bed.SignUpAsync(people[0], meanwhile));
        Assert.Equal(RegistrationState.Registered, await bed.SignUpAsync(people[0], after));
        var key = RegistrationKeys.Query(bed.App.Services.GetRequiredService<LinkTokens>().Create(RegistrationKeys.SignUp, people[0].Id, Duration.FromDays(1)));
        var page = await bed.App.Visitor().GetAsync($"/infosessions/{meanwhile.Id.Value}/sign-up{key}");
        Assert.Contains("You have a place in De Brug in je werkdag at that time, on Tuesday 1 December at 14:00.", page.Text, StringComparison.Ordinal);

        foreach (var person in people[1..])
        {
            var got = await Task.WhenAll(TryAsync(() => bed.SignUpAsync(person)), TryAsync(() => bed.SignUpAsync(person, meanwhile)));
            Assert.Single(got, took => took);
        }

        Assert.Equal(6, bed.Stored().Taken + bed.Stored(meanwhile).Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Many_who_change_to_and_fro_at_once_never_block_each_other_and_everyone_has_one_seat(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 30);
        var other = bed.Another(seats: 30);
        var people = bed.Colleagues(20);
        await Task.WhenAll(people.Select((p, i) => bed.SignUpAsync(p, i % 2 == 0 ? bed.Session : other)));

        for (var round = 1; round <= 4; round++)
        {
            var turned = round % 2;
            await Task.WhenAll(people.Select((p, i) => bed.SignUpAsync(p, i % 2 == turned ? bed.Session : other)));
        }

        Assert.Equal((10, 10), (bed.Stored().Taken, bed.Stored(other).Taken));
        Assert.Equal((10, 10), (bed.Registered(), bed.Registered(other)));
        Assert.All(people, p => Assert.Single([bed.Of(p).State, bed.Of(p, other).State], s => s == RegistrationState.Registered));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_page_says_what_is_given_up_and_what_is_kept(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (free, full) = (bed.Another(), bed.Another(seats: 1, days: 2));
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1], full);
        var visitor = bed.App.Visitor(people[0]);

        var page = await visitor.GetAsync($"/infosessions/{free.Id.Value}/sign-up");
        Assert.Contains("It is given up the moment this one is yours.", page.Text, StringComparison.Ordinal);
        Assert.Contains("You keep it while you wait", (await visitor.GetAsync($"/infosessions/{full.Id.Value}/sign-up")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("You also wait", page.Text, StringComparison.Ordinal);
        await bed.SignUpAsync(people[0], full);
        page = await visitor.GetAsync($"/infosessions/{free.Id.Value}/sign-up");
        Assert.Contains("You leave that waiting list the moment this seat is yours.", page.Text, StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"/infosessions/{free.Id.Value}/registration"));

        Assert.Contains("You have a place", page.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), (bed.Stored().Taken, bed.Stored(free).Taken, bed.Stored(full).Waiting));
    }

    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (BrokenRuleException)
        {
            return false;
        }
    }
}
