using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.Sessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>A session is on the server: what ended there is over for every copy of its cookie.</summary>
public sealed class SignedInWhereTests
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Signing_out_ends_the_session_for_every_copy_of_its_cookie(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = await SignInAsync(app, database, person);
        var copy = CopyOf(visitor, app);
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/my/privacy")).Status);

        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/sign-out");

        await AssertOutAsync(copy);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_button_signs_out_everywhere_and_nobody_else(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (branch, person) = (A.Branch(), default(Person)!);
        person = A.Person(branch);
        var other = A.Person(branch);
        database.Given(A.Rollout(), branch, person, other);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (first, second, stranger) = (await SignInAsync(app, database, person), await SignInAsync(app, database, person), await SignInAsync(app, database, other));

        var page = await first.SubmitAsync(await first.GetAsync("/my/privacy"), "/my/sessions/end-all");

        Assert.Equal("/sign-in", page.Location);
        await AssertOutAsync(first);
        await AssertOutAsync(second);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/my/privacy")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_reads_in_plain_words_where_they_are_signed_in_and_ends_one_of_them(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (person, other) = (A.Person(branch), A.Person(branch));
        database.Given(A.Rollout(), branch, person, other);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var phone = await SignInAsync(app, database, person, Phone);
        _clock.Advance(Duration.FromDays(2));
        var desk = await SignInAsync(app, database, person, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0");

        var page = await desk.GetAsync("/my/privacy");
        Assert.Contains("Firefox on Windows since 25 November 2026 · last seen today This device", page.Text, StringComparison.Ordinal);
        Assert.Contains("Chrome on Android since 23 November 2026 · last seen 2 days ago Sign out there", page.Text, StringComparison.Ordinal);
        var id = System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"session\" value=\"([^\"]+)\"").Groups[1].Value;
        var stranger = await SignInAsync(app, database, other);
        await stranger.SubmitAsync(await stranger.GetAsync("/my/privacy"), "/my/sessions/end-all");
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/my/privacy")).Status);
        stranger = await SignInAsync(app, database, other);
        await stranger.SubmitAsync((await stranger.GetAsync("/my/privacy")) with { Html = page.Html }, "/my/sessions/end", ("session", id));
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/my/privacy")).Status);

        Assert.Equal("/my/privacy#sessions", (await desk.SubmitAsync(await desk.GetAsync("/my/privacy"), "/my/sessions/end", ("session", id))).Location);

        await AssertOutAsync(phone);
        Assert.DoesNotContain("Android", (await desk.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_cookie_copied_before_a_role_changed_is_worth_nothing_while_its_owner_goes_on(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = await SignInAsync(app, database, person);
        var copy = CopyOf(visitor, app);
        using (var db = database.CreateDbContext())
        {
            db.People.Single(p => p.Id == person.Id).Lead();
            db.SaveChanges();
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings")).Status);
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync("/my/privacy")).Status); // a request that was under way
        _clock.Advance(Duration.FromMinutes(1));

        await AssertOutAsync(copy);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_session_of_someone_who_left_does_not_come_back_when_they_do(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (lead, person) = (A.Lead(branch), A.Person(branch));
        database.Given(A.Rollout(), branch, lead, person);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (visitor, leading) = (await SignInAsync(app, database, person), app.Visitor(lead));

        await leading.SubmitAsync(await leading.GetAsync($"/people/{person.Id}/leave"), "leave");
        using (var db = database.CreateDbContext())
        {
            Assert.False(db.People.Single(p => p.Id == person.Id).Active);
            db.People.Single(p => p.Id == person.Id).Return();
            db.SaveChanges();
        }

        await AssertOutAsync(visitor);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Sessions_of_leavers_and_of_those_who_never_came_back_are_swept(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (left, forgot, stays) = (A.Person(branch), A.Person(branch), A.Person(branch));
        database.Given(A.Rollout(), branch, left, forgot, stays);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await SignInAsync(app, database, left);
        await SignInAsync(app, database, forgot);
        var visitor = await SignInAsync(app, database, stays);
        _clock.Advance(Duration.FromDays(20));
        await visitor.GetAsync("/my/privacy");
        _clock.Advance(Duration.FromDays(12));
        using (var db = database.CreateDbContext())
        {
            db.People.Single(p => p.Id == left.Id).Leave();
            db.SaveChanges();
        }

        await app.Services.GetRequiredService<SessionStore>().SweepAsync(default);

        using var after = database.CreateDbContext();
        Assert.Equal([stays.Id], after.SignInSessions.Select(s => s.Person));
    }

    [Fact]
    public async Task Signing_in_again_takes_the_place_of_the_session_before()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = await SignInAsync(app, database, person);
        var copy = CopyOf(visitor, app);

        await SignInAsync(database, person, visitor);

        await AssertOutAsync(copy);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/my/privacy")).Status);
    }

    [Fact]
    public async Task A_cookie_without_a_session_as_the_first_version_gave_signs_nobody_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var now = _clock.GetUtcNow();
        var ticket = new AuthenticationTicket(
            SignInClaims.For(person.Id, proven: true), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(1) }, SignInClaims.Scheme);
        var visitor = app.Visitor();
        visitor.Cookies["rollout"] = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignInClaims.Scheme).TicketDataFormat.Protect(ticket);

        await AssertOutAsync(visitor);
    }

    [Fact]
    public async Task Who_signs_out_at_one_process_is_out_at_the_other()
    {
        using var database = TestDatabase.On(Database.Postgres);
        var person = SigningIn.GivenSomeone(database);
        await using var one = await RunningApp.StartAsync(database, _clock);
        await using var two = await RunningApp.StartAsync(database, _clock);
        var visitor = await SignInAsync(one, database, person);
        var there = CopyOf(visitor, two);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/my/privacy")).Status);

        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/sign-out");

        await AssertOutAsync(there);
    }

    private static async Task<Visitor> SignInAsync(RunningApp app, TestDatabase database, Person person, string? device = null)
    {
        var visitor = app.Visitor();
        visitor.UserAgent = device;
        await SignInAsync(database, person, visitor);
        return visitor;
    }

    private static async Task SignInAsync(TestDatabase database, Person person, Visitor visitor)
    {
        var page = await SigningIn.AskAsync(visitor, person.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(database, person).Code));
    }

    private static Visitor CopyOf(Visitor visitor, RunningApp app)
    {
        var copy = app.Visitor();
        copy.Cookies["rollout"] = visitor.Cookies["rollout"];
        return copy;
    }

    private static async Task AssertOutAsync(Visitor visitor) =>
        Assert.Equal("/sign-in?to=%2Fmy%2Fprivacy", (await visitor.GetAsync("/my/privacy")).Location);
}
