using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Concurrent sign-ups are handled together, and each gets its own answer.</summary>
public sealed class SignUpTests
{
    [Fact]
    public async Task What_cannot_be_kept_of_one_fails_for_that_one_only()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(6);
        await using var db = bed.Database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER not_this_one BEFORE INSERT ON registrations WHEN NEW.person = (SELECT id FROM people WHERE name LIKE '%Nr3') BEGIN SELECT RAISE(ABORT, 'not this one'); END");

        var answers = await TogetherAsync(bed, people.Select(p => (p, CancellationToken.None)));

        Assert.IsType<DbUpdateException>(answers[3].Exception!.InnerException);
        Assert.All(answers.Where((_, i) => i != 3), a => Assert.Equal(RegistrationState.Registered, a.Result));
        Assert.Equal((5, 5, 5), (bed.Registered(), bed.Stored().Taken, bed.Mails(about: "infosession-confirmed").Count));
    }

    [Fact]
    public async Task Whoever_went_away_before_anyone_looked_has_no_seat()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = bed.Colleagues(4);
        using var gone = new CancellationTokenSource();

        var answers = await TogetherAsync(bed, people.Select((p, i) => (p, i == 2 ? gone.Token : CancellationToken.None)), gone.Cancel);

        Assert.True(answers[2].IsCanceled);
        Assert.Equal((3, 3), (bed.Registered(), bed.Stored().Taken));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_is_answered_in_turn_and_refused_for_their_own_reason_only(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        var people = bed.Colleagues(5);
        var elsewhere = bed.Another(days: 0, about: AnotherTopic(bed));
        await bed.SignUpAsync(people[1], elsewhere);
        await bed.SignUpAsync(people[4]);

        var wishes = people.Select(p => new SignUpRequest(bed.Session.Id, p.Id, null, CancellationToken.None)).Append(new SignUpRequest(InfosessionId.New(), bed.Joost.Id, null, CancellationToken.None)).ToList();
        await bed.App.Services.GetRequiredService<SeatBatchHandler>().RunAsync(wishes, CancellationToken.None);

        Assert.Equal(RegistrationState.Registered, await wishes[0].Answer);
        Assert.Equal(InfosessionRules.NotInTwoPlacesAtOnce, (await Assert.ThrowsAsync<BrokenRuleException>(() => wishes[1].Answer)).Rule);
        Assert.Equal((RegistrationState.Waiting, 1), (await wishes[2].Answer, bed.Of(people[2]).Number));
        Assert.Equal((RegistrationState.Waiting, 2), (await wishes[3].Answer, bed.Of(people[3]).Number));
        Assert.Null(await wishes[4].Answer);
        Assert.Equal(InfosessionRules.OpenForSignUp, (await Assert.ThrowsAsync<BrokenRuleException>(() => wishes[5].Answer)).Rule);
        Assert.Equal((2, 2, 2), (bed.Stored().Taken, bed.Stored().Waiting, bed.Stored().LastNumber));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_one_gives_up_counts_for_the_next_in_the_same_round(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3);
        var (later, elsewhere) = (bed.Another(), bed.Another(days: 0, about: AnotherTopic(bed)));
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);

        SignUpRequest[] wishes = [new(later.Id, people[0].Id, null, default), new(elsewhere.Id, people[1].Id, null, default), new(bed.Session.Id, people[2].Id, null, default)];
        await bed.App.Services.GetRequiredService<SeatBatchHandler>().RunAsync(wishes, CancellationToken.None);

        Assert.Equal(RegistrationState.Registered, await wishes[0].Answer);
        Assert.Equal(RegistrationState.Offered, bed.Of(people[1]).State); // the seat the first gave up is offered to the second, who can no longer be elsewhere at that time
        Assert.Equal(InfosessionRules.NotInTwoPlacesAtOnce, (await Assert.ThrowsAsync<BrokenRuleException>(() => wishes[1].Answer)).Rule);
        Assert.Equal((RegistrationState.Waiting, 2), (await wishes[2].Answer, bed.Of(people[2]).Number));
        Assert.Equal((0, 1, 1), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.Equal((1, 0), (bed.Stored(later).Taken, bed.Stored(elsewhere).Taken));
    }

    private static Topic AnotherTopic(InfosessionTestBed bed)
    {
        var topic = AnInfosession.Topic("Iets anders");
        bed.Database.Given(topic);
        return topic;
    }

    // The first waits for the semaphore while the others queue behind it.
    private static async Task<Task<RegistrationState?>[]> TogetherAsync(InfosessionTestBed bed, IEnumerable<(Person Person, CancellationToken Ct)> people, Action? meanwhile = null)
    {
        var rounds = bed.App.Services.GetRequiredService<SignUp>();
        Task<RegistrationState?>[] answers;
        await using (var db = bed.Database.CreateDbContext())
        using (await bed.App.Services.GetRequiredService<SqliteWriterQueue>().EnterAsync(db, CancellationToken.None))
        {
            answers = [.. people.Select(p => rounds.RunAsync(bed.Session.Id, p.Person.Id, null, p.Ct))];
            meanwhile?.Invoke();
        }

        await Task.WhenAll(answers).ContinueWith(_ => { }, TaskScheduler.Default);
        return answers;
    }
}
