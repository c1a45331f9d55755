using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Shared;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.FirstStart;

public sealed class FirstStartTests
{
    private static readonly (string, string?)[] Filled =
    [
        ("GivenName", "Mirjam"), ("Infix", "van den"), ("FamilyName", "Berg"), ("Email", "Mirjam@Veldhuis.nl"), ("PersonnelNumber", ""),
        ("Branch", "Hoofdkantoor"), ("Place", "NL Europe/Amsterdam"), ("Platform", "De Brug"), ("PlatformAddress", " https://debrug.veldhuis.nl "), ("Company", "Veldhuis"), ("Brand", "#1d3192"),
        ("FirstLanguage", "nl"), ("Dutch", "True"), ("French", "True"), ("HouseRules", "Be kind"),
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_first_start_makes_the_lead_and_the_rollout_and_signs_in(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();

        var done = await visitor.SubmitAsync(await OpenAsync(app, visitor), "start", Filled);

        Assert.Equal("/", done.Location);
        Assert.Contains("Mirjam van den Berg", (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
        using var db = database.CreateDbContext();
        var (rollout, branch, lead) = (db.Rollouts.Single(), db.Branches.Single(), db.People.Single());
        Assert.Equal(("De Brug", "nl,fr", "Europe/Amsterdam", false), (rollout.PlatformName, rollout.LanguageList, rollout.Zone.Id, rollout.IsDemo));
        Assert.Equal("https://debrug.veldhuis.nl", rollout.PlatformAddress);
        Assert.Equal(("Hoofdkantoor", "NL"), (branch.Name, branch.Country));
        Assert.Equal((true, "mirjam@veldhuis.nl", branch.Id), (lead.IsLead, lead.Email, lead.Branch));
    }

    [Fact]
    public async Task While_the_installation_is_empty_every_page_leads_to_its_start()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);

        foreach (var path in new[] { "/", "/sign-in", "/people", "/no-such-page" })
        {
            Assert.Equal("/start", (await app.Visitor().GetAsync(path)).Location);
        }
    }

    [Fact]
    public async Task Without_the_setup_key_the_page_has_no_form_to_start_with()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        app.Services.GetRequiredService<SetupKey>().GetOrMake();

        foreach (var path in new[] { "/start", "/start?key=", "/start?key=0123456789abcdef0123456789abcdef" })
        {
            var page = await app.Visitor().GetAsync(path);

            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("_handler", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_sent_with_another_key_starts_nothing()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        var open = await OpenAsync(app, visitor);

        var key = app.Services.GetRequiredService<SetupKey>().GetOrMake();
        await visitor.SubmitAsync(open with { Html = open.Html.Replace(key, new string('0', key.Length), StringComparison.Ordinal) }, "start", Filled);

        using var db = database.CreateDbContext();
        Assert.Empty(db.Rollouts);
        Assert.Empty(db.People);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Of_two_people_who_start_at_once_one_wins_and_the_other_leaves_nothing_behind(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);
        var visitors = Enumerable.Range(0, 6).Select(_ => app.Visitor()).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => OpenAsync(app, v)));

        var done = await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], "start",
            [.. Filled.Select(f => f.Item1 == "Email" ? ("Email", $"lead{i}@veldhuis.nl") : f)])));

        Assert.Single(done, page => page.Location == "/" && page.Status == HttpStatusCode.Redirect && page.Headers.ContainsKey("Set-Cookie") && page.Headers["Set-Cookie"].Contains("rollout=", StringComparison.Ordinal));
        using var db = database.CreateDbContext();
        Assert.Equal((1, 1, 1), (db.Rollouts.Count(), db.People.Count(), db.Branches.Count()));
    }

    [Fact]
    public async Task Once_started_the_page_starts_nothing_any_more_and_the_key_is_gone()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        var open = await OpenAsync(app, visitor);
        await visitor.SubmitAsync(open, "start", Filled);

        Assert.Equal("/", (await app.Visitor().GetAsync(open.Path)).Location);
        Assert.False(File.Exists(Path.Combine(database.Folder, "setup-key")));
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_something_is_wrong()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();

        var page = await visitor.SubmitAsync(await OpenAsync(app, visitor), "start",
            [.. Filled.Select(f => f.Item1 switch { "Platform" => ("Platform", ""), "Place" => ("Place", "XX Nowhere"), "Email" => ("Email", "no address"), _ => f })]);

        Assert.Contains("Fix 3 things", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Hoofdkantoor\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Be kind", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Give the address of the platform")]
    [InlineData("debrug.veldhuis.nl", "Write the whole address")]
    [InlineData("javascript:alert(1)", "Write the whole address")]
    [InlineData("{rollout}", "This is the address of Rollout itself")]
    public async Task Nothing_starts_without_the_address_where_people_open_the_platform(string typed, string says)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        var address = typed == "{rollout}" ? app.Services.GetRequiredService<SiteUrl>().To("/people").AbsoluteUri : typed;

        var page = await visitor.SubmitAsync(await OpenAsync(app, visitor), "start", [.. Filled.Select(f => f.Item1 == "PlatformAddress" ? (f.Item1, address) : f)]);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("PlatformAddress-error", page.Html, StringComparison.Ordinal);
        Assert.Contains(says, page.Text, StringComparison.Ordinal);
        using var db = database.CreateDbContext();
        Assert.Empty(db.Rollouts);
    }

    [Theory]
    [InlineData("#ffe600")]
    [InlineData("#cc1111")]
    public async Task A_colour_that_is_hard_to_use_is_taken_only_when_someone_looked_twice(string brand)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        (string, string?)[] filled = [.. Filled.Select(f => f.Item1 == "Brand" ? ("Brand", brand) : f)];

        var asked = await visitor.SubmitAsync(await OpenAsync(app, visitor), "start", filled);
        Assert.Contains("Use this colour", asked.Text, StringComparison.Ordinal);
        Assert.Null(asked.Location);

        Assert.Equal("/", (await visitor.SubmitAsync(asked, "start", [.. filled, ("BrandAnyway", "True")])).Location);
    }

    [Fact]
    public async Task The_console_says_where_to_start_and_only_the_owner_can_read_the_key()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);

        var said = await ServeCommand.HowToGetInAsync(app.Web, default);

        var file = Path.Combine(database.Folder, "setup-key");
        Assert.Contains($"/start?key={File.ReadAllText(file)}", said[^1], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static Task<Page> OpenAsync(RunningApp app, Visitor visitor) =>
        visitor.GetAsync($"/start?key={app.Services.GetRequiredService<SetupKey>().GetOrMake()}");
}
