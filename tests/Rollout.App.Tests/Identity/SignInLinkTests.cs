using System.Net;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The mailed link, which mail scanners open as well.</summary>
public sealed class SignInLinkTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Opening_the_link_changes_nothing_and_its_button_signs_in_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await SigningIn.AskAsync(app.Visitor(), person.Email!, "/denied");
        var link = SigningIn.MailedTo(database, person).Button!.Address.PathAndQuery;
        var (scanner, phone, late) = (app.Visitor(), app.Visitor(), app.Visitor());

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await scanner.GetAsync(link)).Status);
        }

        Assert.DoesNotContain("rollout", scanner.Cookies.Keys);
        using (var db = database.CreateDbContext())
        {
            Assert.Equal((0, null), (db.SignInCodes.Single().Tries, db.SignInCodes.Single().UsedAt));
        }

        Assert.Equal("/denied", (await phone.SubmitAsync(await phone.GetAsync(link), "link")).Location);
        SigningIn.AssertRefused(await late.SubmitAsync(await late.GetAsync(link), "link"), late, "has been used");
    }

    [Fact]
    public async Task A_link_with_another_secret_signs_nobody_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await SigningIn.AskAsync(app.Visitor(), person.Email!);
        var link = SigningIn.MailedTo(database, person).Button!.Address.AbsolutePath;
        var visitor = app.Visitor();

        foreach (var forged in new[] { link[..^32] + new string('0', 32), link[..^1], "/sign-in/link/x" })
        {
            var page = await visitor.SubmitAsync(await visitor.GetAsync(forged), "link");
            SigningIn.AssertRefused(page, visitor, "Ask for a new one");
            Assert.Contains("<a class=\"btn\" href=\"/sign-in?to=", page.Html, StringComparison.Ordinal);
        }
    }
}
