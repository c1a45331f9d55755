using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Access.SignIn;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Access;

public sealed class SignInTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_code_from_the_mail_signs_in_and_leads_on(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();

        var page = await AskAsync(visitor, person.Email!.ToUpperInvariant() + " ", "/denied");
        page = await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code));

        Assert.Equal("/denied", page.Location);
        Assert.Contains(person.Name, (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_code_works_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (first, second) = (app.Visitor(), app.Visitor());
        var page = await AskAsync(first, person.Email!);
        var code = MailedTo(database, person).Code;
        var samePage = await second.GetAsync(page.Path);

        await first.SubmitAsync(page, "code", ("Code", code));
        var again = await second.SubmitAsync(samePage, "code", ("Code", code));

        AssertRefused(again, second, "too old");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Of_many_posts_of_the_same_code_at_once_one_signs_in(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var page = await AskAsync(app.Visitor(), person.Email!);
        var code = MailedTo(database, person).Code;
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
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await AskAsync(visitor, person.Email!);

        _clock.Advance(Duration.FromSeconds(seconds));
        await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code));

        Assert.Equal(works, visitor.Cookies.ContainsKey("rollout"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task After_five_wrong_guesses_the_right_code_does_not_help_any_more(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await AskAsync(visitor, person.Email!);
        var right = MailedTo(database, person).Code!;

        // All at once, because that is how someone would try to get more than five.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.SubmitAsync(page, "code", ("Code", WrongFor(right)))));
        var last = await visitor.SubmitAsync(page, "code", ("Code", right));

        AssertRefused(last, visitor, "tried too often");
        using var db = database.CreateDbContext();
        Assert.Equal(SignInCode.MostTries, db.SignInCodes.Single().Tries);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var (known, unknown) = (app.Visitor(), app.Visitor());

        var one = await AskAsync(known, person.Email!);
        var other = await AskAsync(unknown, "nobody@voorbeeld.be");

        Assert.Equal(one.Text, other.Text);
        Assert.Equal((await known.SubmitAsync(one, "code", ("Code", WrongFor(MailedTo(database, person).Code!)))).Text, (await unknown.SubmitAsync(other, "code", ("Code", "000000"))).Text);
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
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await AskAsync(visitor, person.Email!);
        var code = MailedTo(database, person).Code;
        Left(database, person);

        AssertRefused(await visitor.SubmitAsync(page, "code", ("Code", code)), visitor, "no longer works", "too old");
        await AskAsync(app.Visitor(), person.Email!);
        using var db = database.CreateDbContext();
        Assert.Single(db.Outbox.Where(m => m.About == "sign-in"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task One_address_gets_five_codes_in_a_quarter_of_an_hour_even_when_asked_all_at_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitors = Enumerable.Range(0, 12).Select(_ => app.Visitor()).ToList();

        var pages = await Task.WhenAll(visitors.Select(async v => await v.SubmitAsync(await v.GetAsync("/sign-in"), "sign-in", ("Email", person.Email))));

        Assert.Equal(5, pages.Count(p => p.Location is not null));
        Assert.All(pages.Where(p => p.Location is null), p => Assert.Contains("Wait a quarter of an hour", p.Text, StringComparison.Ordinal));
        _clock.Advance(Duration.FromMinutes(15));
        await AskAsync(app.Visitor(), person.Email!);
    }

    [Fact]
    public async Task One_network_may_guess_wrong_thirty_times_an_hour()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = GivenSomeone(database);
        database.Given([.. Enumerable.Range(0, 30).Select(i => new FailedSignIn { About = $"{i}", From = "127.0.0.1", At = A.Monday })]);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var page = await AskAsync(visitor, person.Email!);

        AssertRefused(await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code)), visitor, "too many tries");
        _clock.Advance(Duration.FromHours(1));
        page = await AskAsync(visitor, person.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code));
        Assert.Contains("rollout", visitor.Cookies.Keys);
    }

    [Fact]
    public async Task Who_knocks_very_often_is_told_so_in_a_sentence()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        GivenSomeone(database);
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

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Opening_the_link_changes_nothing_and_its_button_signs_in_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await AskAsync(app.Visitor(), person.Email!, "/denied");
        var link = MailedTo(database, person).Button!.Address.PathAndQuery;
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
        AssertRefused(await late.SubmitAsync(await late.GetAsync(link), "link"), late, "has been used");
    }

    [Fact]
    public async Task A_link_with_another_secret_signs_nobody_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await AskAsync(app.Visitor(), person.Email!);
        var link = MailedTo(database, person).Button!.Address.AbsolutePath;
        var visitor = app.Visitor();

        foreach (var forged in new[] { link[..^32] + new string('0', 32), link[..^1], "/sign-in/link/x" })
        {
            AssertRefused(await visitor.SubmitAsync(await visitor.GetAsync(forged), "link"), visitor, "Ask for a new one");
        }
    }

    [Fact]
    public async Task The_database_keeps_neither_the_code_nor_the_address()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await AskAsync(app.Visitor(), "stranger@voorbeeld.be");

        using var db = database.CreateDbContext();
        var kept = JsonSerializer.Serialize(db.SignInCodes.Single());
        Assert.DoesNotContain("stranger", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_leads_nowhere_but_here()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = GivenSomeone(database, demo: true);
        await using var app = await RunningApp.StartAsync(database, _clock);

        foreach (var to in new[] { "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)" })
        {
            _clock.Advance(Duration.FromHours(1));
            var visitor = app.Visitor();
            var page = await AskAsync(visitor, person.Email!, to);
            page = await visitor.GetAsync($"{page.Path.Split("&to=")[0]}&to={Uri.EscapeDataString(to)}");

            Assert.Equal("/", (await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code))).Location);
            Assert.Equal("/", (await visitor.SubmitAsync(await visitor.GetAsync("/sign-in"), "/sign-in/as", ("role", "lead"), ("to", to))).Location);
            Assert.Equal("/", (await visitor.SubmitAsync(await visitor.GetAsync("/denied"), "/sign-out", ("to", to))).Location);
        }
    }

    [Fact]
    public async Task One_click_signs_in_as_a_role_in_a_demo_and_nowhere_else()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        GivenSomeone(database);
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

        foreach (var (number, name) in new[] { ("0106", "Berg"), ("106", "Bergs"), ("107", "Lee") })
        {
            AssertRefused(await visitor.SubmitAsync(door, "number", ("Number", number), ("FamilyName", name)), visitor, "nobody without e-mail with this number");
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guessing_at_a_number_stops_after_five_tries_even_all_at_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        database.Given(A.Rollout(), branch, A.Person(branch, "Rachid Berg", email: null, number: "106"));
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in/number");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => visitor.SubmitAsync(door, "number", ("Number", "106"), ("FamilyName", $"Guess{i}"))));

        AssertRefused(await visitor.SubmitAsync(door, "number", ("Number", "106"), ("FamilyName", "Berg")), visitor, "too many tries");
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database, _clock);

        foreach (var path in new[] { "/sign-in", "/sign-out", "/language" })
        {
            var page = await app.Visitor(person).PostAsync(path, [KeyValuePair.Create("language", "nl"), KeyValuePair.Create("_handler", "sign-in"), KeyValuePair.Create("Input.Email", person.Email!)]);

            Assert.Equal((path, HttpStatusCode.BadRequest), (path, page.Status));
            Assert.Contains("open too long", page.Text, StringComparison.Ordinal);
        }
    }

    private static void AssertRefused(Page page, Visitor visitor, params string[] anyOf)
    {
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
        Assert.Contains(anyOf, words => page.Text.Contains(words, StringComparison.Ordinal));
    }

    private static Person GivenSomeone(TestDatabase database, bool demo = false)
    {
        var branch = A.Branch();
        var person = demo ? A.Lead(branch) : A.Person(branch);
        database.Given(A.Rollout(demo), branch, person);
        return person;
    }

    private static void Left(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        db.People.Single(p => p.Id == person.Id).Leave();
        db.SaveChanges();
    }

    private static async Task<Page> AskAsync(Visitor visitor, string email, string to = "/")
    {
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/sign-in?to=" + Uri.EscapeDataString(to)), "sign-in", ("Email", email));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return await visitor.FollowAsync(page);
    }

    private static string WrongFor(string code) => code == "123456" ? "654321" : "123456";

    private static Letter MailedTo(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        return JsonSerializer.Deserialize<Letter>(db.Outbox.Where(m => m.Person == person.Id).OrderByDescending(m => m.Id).First().Letter)!;
    }
}
