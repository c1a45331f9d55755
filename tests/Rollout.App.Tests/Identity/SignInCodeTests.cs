using System.Text.Json;
using NodaTime;
using Rollout.Domain.Access;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The mailed code works once, for ten minutes, and cannot be guessed.</summary>
public sealed class SignInCodeTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_code_from_the_mail_signs_in_and_leads_on(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();

        var door = await visitor.GetAsync("/sign-in");
        Assert.Contains("This is not an e-mail address", (await visitor.SubmitAsync(door, "sign-in", ("Email", "lotte@firm"))).Text, StringComparison.Ordinal);

        var page = await SigningIn.AskAsync(visitor, $"{person.Name} <{person.Email!.ToUpperInvariant()}> ", "/denied");
        page = await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code));

        Assert.Equal("/denied", page.Location);
        Assert.Contains(person.Name, (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_code_works_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (first, second) = (app.Visitor(), app.Visitor());
        var page = await SigningIn.AskAsync(first, person.Email!);
        var code = SigningIn.MailedTo(database, person).Code;
        var samePage = await second.GetAsync(page.Path);

        await first.SubmitAsync(page, "code", ("Code", code));
        var again = await second.SubmitAsync(samePage, "code", ("Code", code));

        SigningIn.AssertRefused(again, second, "too old");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Of_many_posts_of_the_same_code_at_once_one_signs_in(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var page = await SigningIn.AskAsync(app.Visitor(), person.Email!);
        var code = SigningIn.MailedTo(database, person).Code;
        var visitors = Enumerable.Range(0, 5).Select(_ => app.Visitor()).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(page.Path)));

        await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], "code", ("Code", code))));

        Assert.Single(visitors, v => v.Cookies.ContainsKey("rollout"));
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public async Task A_code_works_for_ten_minutes(int seconds, bool works)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);

        _clock.Advance(Duration.FromSeconds(seconds));
        await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code));

        Assert.Equal(works, visitor.Cookies.ContainsKey("rollout"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task After_five_wrong_guesses_the_right_code_does_not_help_any_more(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);
        var right = SigningIn.MailedTo(database, person).Code!;

        // In parallel, because that is how someone would try to get more than five attempts.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SubmitAsync(page, "code", ("Code", SigningIn.WrongFor(right)))));
        var last = await visitor.SubmitAsync(page, "code", ("Code", right));

        SigningIn.AssertRefused(last, visitor, "tried too often");
        using var db = database.CreateDbContext();
        Assert.Equal(SignInCode.MostTries, db.SignInCodes.Single().Tries);
    }

    [Fact]
    public async Task The_database_keeps_neither_the_code_nor_the_address()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await SigningIn.AskAsync(app.Visitor(), "stranger@voorbeeld.be");

        using var db = database.CreateDbContext();
        var kept = JsonSerializer.Serialize(db.SignInCodes.Single());
        Assert.DoesNotContain("stranger", kept, StringComparison.Ordinal);
    }
}
