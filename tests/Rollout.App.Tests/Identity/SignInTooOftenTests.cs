using System.Net;
using NodaTime;
using Rollout.Domain.Access;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The limits per address, network and visitor.</summary>
public sealed class SignInTooOftenTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_address_gets_five_codes_in_a_quarter_of_an_hour_even_when_asked_all_at_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitors = Enumerable.Range(0, 12).Select(_ => app.Visitor()).ToList();

        var pages = await Task.WhenAll(visitors.Select(async v => await v.SubmitAsync(await v.GetAsync("/sign-in"), "sign-in", ("Email", person.Email))));

        Assert.Equal(5, pages.Count(p => p.Location is not null));
        Assert.All(pages.Where(p => p.Location is null), p => Assert.Contains("Wait a quarter of an hour", p.Text, StringComparison.Ordinal));
        _clock.Advance(Duration.FromMinutes(15));
        await SigningIn.AskAsync(app.Visitor(), person.Email!);
    }

    [Fact]
    public async Task One_network_may_guess_wrong_thirty_times_an_hour()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        database.Given([.. Enumerable.Range(0, 30).Select(i => new FailedSignIn { About = $"{i}", From = "127.0.0.1", At = A.Monday })]);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);

        SigningIn.AssertRefused(await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code)), visitor, "too many tries");
        _clock.Advance(Duration.FromHours(1));
        page = await SigningIn.AskAsync(visitor, person.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code));
        Assert.Contains("rollout", visitor.Cookies.Keys);
    }

    [Fact]
    public async Task Who_knocks_very_often_is_told_so_in_a_sentence()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in");

        Page page;
        var knocks = 0;
        do
        {
            page = await visitor.SubmitAsync(door, "sign-in", ("Email", ""));
        }
        while (page.Location is null && ++knocks < 100);

        Assert.Equal(60, knocks);
        var told = await visitor.FollowAsync(page);
        Assert.Equal(HttpStatusCode.TooManyRequests, told.Status);
        Assert.Contains("Wait a minute", told.Text, StringComparison.Ordinal);
    }
}
