using System.Net;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>Who can sign in, as whom, and where it leads.</summary>
public sealed class SignInTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (known, unknown) = (app.Visitor(), app.Visitor());

        var one = await SigningIn.AskAsync(known, person.Email!);
        var other = await SigningIn.AskAsync(unknown, "nobody@voorbeeld.be");

        Assert.Equal(one.Text, other.Text);
        Assert.Equal((await known.SubmitAsync(one, "code", ("Code", SigningIn.WrongFor(SigningIn.MailedTo(database, person).Code!)))).Text, (await unknown.SubmitAsync(other, "code", ("Code", "000000"))).Text);
        using var db = database.CreateDbContext();
        Assert.Equal(2, db.SignInCodes.Count());
        Assert.Equal(person.Id, Assert.Single(db.Outbox.Where(m => m.About == "sign-in").Select(m => m.Person)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_who_left_gets_no_mail_and_cannot_use_one_sent_before(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await SigningIn.AskAsync(visitor, person.Email!);
        var code = SigningIn.MailedTo(database, person).Code;
        Left(database, person);

        SigningIn.AssertRefused(await visitor.SubmitAsync(page, "code", ("Code", code)), visitor, "no longer works", "too old");
        await SigningIn.AskAsync(app.Visitor(), person.Email!);
        using var db = database.CreateDbContext();
        Assert.Single(db.Outbox.Where(m => m.About == "sign-in"));
    }

    [Fact]
    public async Task Signing_in_leads_nowhere_but_here()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database, demo: true);
        await using var app = await RunningApp.StartAsync(database, _clock);

        foreach (var to in new[] { "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)" })
        {
            _clock.Advance(Duration.FromHours(1));
            var visitor = app.Visitor();
            var page = await SigningIn.AskAsync(visitor, person.Email!, to);
            page = await visitor.GetAsync($"{page.Path.Split("&to=")[0]}&to={Uri.EscapeDataString(to)}");

            Assert.Equal("/", (await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code))).Location);
            Assert.Equal("/", (await visitor.SubmitAsync(await visitor.GetAsync("/sign-in"), "/sign-in/as", ("role", "lead"), ("to", to))).Location);
            Assert.Equal("/", (await visitor.SubmitAsync(await visitor.GetAsync("/denied"), "/sign-out", ("to", to))).Location);
        }
    }

    [Fact]
    public async Task One_click_signs_in_as_a_role_in_a_demo_and_nowhere_else()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in");
        Assert.DoesNotContain("/sign-in/as", door.Html, StringComparison.Ordinal);

        foreach (var role in SignInAs.Roles)
        {
            var asked = await visitor.PostAsync("/sign-in/as", [.. door.FormOf("/language").Hidden, KeyValuePair.Create("role", role)]);

            Assert.Equal(HttpStatusCode.NotFound, asked.Status);
            Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
        }
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);

        foreach (var path in new[] { "/sign-in", "/sign-out", "/language" })
        {
            var page = await app.Visitor(person).PostAsync(path, [KeyValuePair.Create("language", "nl"), KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("Input.Email", person.Email!)]);

            Assert.Equal((path, HttpStatusCode.BadRequest), (path, page.Status));
            Assert.Contains("open too long", page.Text, StringComparison.Ordinal);
        }
    }

    private static void Left(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        db.People.Single(p => p.Id == person.Id).Leave();
        db.SaveChanges();
    }
}
