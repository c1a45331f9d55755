using System.Net;
using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The limits: low for one code and one person, high for one network, because a company may share one address. The wait that is shown is the real one.</summary>
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
        Assert.All(pages.Where(p => p.Location is null), p => Assert.Contains("Wait 15 min", p.Text, StringComparison.Ordinal));
        _clock.Advance(Duration.FromMinutes(15));
        await SigningIn.AskAsync(app.Visitor(), person.Email!);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Forty_wrong_codes_from_one_office_keep_nobody_else_there_out(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        Person[] people = [.. Enumerable.Range(0, 9).Select(_ => A.Person(branch))];
        database.Given([A.Rollout(), branch, .. people]);
        await using var app = await RunningApp.StartAsync(database, _clock);
        foreach (var person in people[1..])
        {
            var typing = app.Visitor();
            var asked = await SigningIn.AskAsync(typing, person.Email!);
            var wrong = SigningIn.WrongFor(SigningIn.MailedTo(database, person).Code!);
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => typing.SubmitAsync(asked, "code", ("Code", wrong))));
        }

        await AssertSignsInAsync(app, database, people[0]);
    }

    [Fact]
    public async Task Names_typed_wrong_at_a_poster_close_neither_sign_in_nor_the_way_by_code_and_what_is_told_is_the_real_wait()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        GivenFailures(database, GuessKind.Facts, 300);
        _clock.Advance(Duration.FromMinutes(20));
        var poster = app.Visitor();

        Assert.Contains("Wait 40 min", (await ByNumberAsync(poster)).Text, StringComparison.Ordinal);
        await AssertSignsInAsync(app, database, person);
        _clock.Advance(Duration.FromMinutes(39.5));
        Assert.Contains("Wait 1 min", (await ByNumberAsync(poster)).Text, StringComparison.Ordinal);
        _clock.Advance(Duration.FromMinutes(0.5));
        Assert.Contains("We find nobody", (await ByNumberAsync(poster)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_hundred_wrong_codes_from_one_network_end_in_an_hour_told_in_minutes()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        GivenFailures(database, GuessKind.Code, 300);
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);

        SigningIn.AssertRefused(await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code)), visitor, "Wait 60 min");
        _clock.Advance(Duration.FromHours(1));
        await AssertSignsInAsync(app, database, person);
    }

    [Fact]
    public async Task Two_processes_count_guesses_at_one_person_together()
    {
        using var database = TestDatabase.On(Database.Postgres);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch, "Rachid Berg", email: null, number: "106"));
        await using var one = await RunningApp.StartAsync(database, _clock);
        await using var two = await RunningApp.StartAsync(database, _clock);
        Visitor[] visitors = [one.Visitor(), two.Visitor()];
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Contains("We find nobody", (await ByNumberAsync(visitors[guess % 2])).Text, StringComparison.Ordinal);
        }

        Assert.All(
            await Task.WhenAll(visitors.Select(v => ByNumberAsync(v, "Berg"))),
            page => Assert.Contains("Wait 60 min", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guesses_that_were_not_judged_do_not_make_the_wait_longer()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch, "Rachid Berg", email: null, number: "106"));
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        for (var guess = 0; guess < 5; guess++)
        {
            await ByNumberAsync(visitor);
        }

        _clock.Advance(Duration.FromMinutes(50));
        Assert.Contains("Wait 10 min", (await ByNumberAsync(visitor, "Berg")).Text, StringComparison.Ordinal);
        _clock.Advance(Duration.FromMinutes(10));
        Assert.True((await ByNumberAsync(visitor, "Berg")).IsRedirect);
    }

    [Fact]
    public async Task A_room_full_of_people_gets_in_and_who_floods_is_told_how_many_seconds_to_wait()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in");

        var pages = await Task.WhenAll(Enumerable.Range(0, 620).Select(_ => visitor.SubmitAsync(door, "sign-in", ("Email", ""))));

        Assert.Equal(600, pages.Count(p => p.Location is null));
        var told = await visitor.FollowAsync(pages.First(p => p.Location is not null));
        Assert.Equal(HttpStatusCode.TooManyRequests, told.Status);
        Assert.Matches(@"Wait \d+ s, then try again", told.Text);
        Assert.Matches(@"^[1-6]?\d$", told.Headers["Retry-After"]);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync("/sign-in/too-often?wait=soon")).Status);
    }

    private static void GivenFailures(TestDatabase database, GuessKind kind, int count) =>
        database.Given([.. Enumerable.Range(0, count).Select(i => new FailedSignIn { Kind = kind, About = $"{i}", From = "127.0.0.1", At = A.Monday })]);

    private static async Task<Page> ByNumberAsync(Visitor visitor, string name = "Bergen") =>
        await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/number"), "number", ("Number", "106"), ("FamilyName", name));

    private static async Task AssertSignsInAsync(RunningApp app, TestDatabase database, Person person)
    {
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code));
        Assert.Contains("rollout", visitor.Cookies.Keys);
    }
}
