using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Many who withdraw or change their mind in the same moment are answered together, and as if they had come one after the other.</summary>
public sealed class AtOnceTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_hundred_withdraw_at_once_and_everyone_who_waits_is_offered_a_seat(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 200);
        var people = bed.Colleagues(230);
        await Task.WhenAll(people.Take(200).Select(p => bed.SignUpAsync(p)));
        await Task.WhenAll(people.Skip(200).Select(p => bed.SignUpAsync(p)));

        await Task.WhenAll(people.Take(200).Select(p => bed.WithdrawAsync(p)));

        Assert.All(people.Take(200), p => Assert.Equal(RegistrationState.Withdrawn, bed.Of(p).State));
        Assert.All(people.Skip(200), p => Assert.Equal(RegistrationState.Offered, bed.Of(p).State));
        Assert.Equal((0, 30, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.Equal((200, 30), (bed.Mails(about: "infosession-withdrawn").Count, bed.Mails(about: "infosession-offered").Count));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_seats_of_those_who_withdraw_at_once_go_to_the_first_in_line(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 40);
        var people = bed.Colleagues(100);
        await Task.WhenAll(people.Take(40).Select(p => bed.SignUpAsync(p)));
        await Task.WhenAll(people.Skip(40).Select(p => bed.SignUpAsync(p)));
        var line = people.Skip(40).OrderBy(p => bed.Of(p).Number).ToList();

        await Task.WhenAll(people.Take(25).Select(p => bed.WithdrawAsync(p)));

        Assert.Equal(line.Take(25).Select(p => p.Id), Offered(bed, line));
        Assert.Equal((15, 25, 35), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Sixty_who_change_to_another_date_at_once_leave_their_seats_to_who_waits(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 60);
        var later = bed.Another(seats: 60);
        var people = bed.Colleagues(80);
        await Task.WhenAll(people.Take(60).Select(p => bed.SignUpAsync(p)));
        await Task.WhenAll(people.Skip(60).Select(p => bed.SignUpAsync(p)));

        var answers = await Task.WhenAll(people.Take(60).Select(p => bed.SignUpAsync(p, later)));

        Assert.All(answers, answer => Assert.Equal(RegistrationState.Registered, answer));
        Assert.Equal((60, 0, 0), (bed.Stored(later).Taken, bed.Stored(later).Offered, bed.Stored(later).Waiting));
        Assert.Equal((0, 20, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
    }

    private static IEnumerable<PersonId> Offered(InfosessionTestBed bed, IEnumerable<Person> line) =>
        line.Where(p => bed.Of(p).State == RegistrationState.Offered).Select(p => p.Id);
}
