using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>Signing in without an e-mail address: personnel number and family name.</summary>
public sealed class SignInByNumberTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_without_mail_says_who_they_are_and_gets_no_role_for_it(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var fitter = A.Person(branch, "Rachid van den Berg", email: null, number: "E0106");
        fitter.Lead();
        database.Given(A.Rollout(), branch, fitter);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/number?to=/infosessions"), "number", ("Number", " e0106"), ("FamilyName", "BERG "));

        Assert.Equal("/infosessions", page.Location);
        Assert.Contains(fitter.Name, (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
        Assert.StartsWith("/denied", (await visitor.GetAsync("/settings")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_number_an_unknown_one_a_wrong_name_and_someone_with_mail_get_the_same_answer()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch, "Rachid Berg", email: null, number: "106"), A.Person(branch, "An Lee", number: "107"));
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in/number");

        foreach (var (number, name) in new[] { ("0107", "Berg"), ("106", "Bergs"), ("107", "Lee") })
        {
            SigningIn.AssertRefused(await visitor.SubmitAsync(door, "number", ("Number", number), ("FamilyName", name)), visitor, "nobody without e-mail with this number");
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guessing_at_a_number_stops_after_five_tries_even_all_at_once_and_with_other_zeros(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch, "Rachid Berg", email: null, number: "106"));
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in/number");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => visitor.SubmitAsync(door, "number", ("Number", "106".PadLeft(3 + i, '0')), ("FamilyName", $"Guess{i}"))));

        SigningIn.AssertRefused(await visitor.SubmitAsync(door, "number", ("Number", "106"), ("FamilyName", "Berg")), visitor, "too many tries");
    }
}
