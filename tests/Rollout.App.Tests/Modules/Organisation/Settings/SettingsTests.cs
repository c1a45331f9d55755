using Rollout.App.Modules.Organisation.Settings;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Settings;

public sealed class SettingsTests
{
    private static readonly (string, string?)[] Platform =
        [("Platform", "Het Plein"), ("Company", "Veldhuis"), ("Brand", "#1d3192"), ("PlatformAddress", " https://plein.veldhuis.nl ")];

    private static readonly (string, string?)[] Languages = [("FirstLanguage", "fr"), ("Dutch", "True"), ("HouseRules", "Be kind\nAsk <first>"), ("Place", "NL Europe/Amsterdam")];

    private static readonly (string, string?)[] Rules = [("ContactBudget", "2"), ("OfferHours", "6"), ("PeoplePerAmbassador", "40")];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_lead_changes_is_on_every_page_at_once(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);

        foreach (var (path, typed) in new[] { ("/settings", Platform), ("/settings/languages", Languages), ("/settings/rules", Rules) })
        {
            Assert.Equal(path + "?saved=yes", (await visitor.SubmitAsync(await visitor.GetAsync(path), "settings", typed)).Location);
        }

        Assert.Contains("Het Plein", (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
        using var db = database.CreateDbContext();
        var rollout = db.Rollouts.Single();
        Assert.Equal(("fr,nl", "Europe/Amsterdam", "https://plein.veldhuis.nl", 2, 6, 40), (rollout.LanguageList, rollout.Zone.Id, rollout.PlatformAddress, rollout.ContactBudget, rollout.OfferHours, rollout.PeoplePerAmbassador));
        var rules = await app.Visitor().GetAsync("/house-rules");
        Assert.Contains("<p>Ask &lt;first&gt;</p>", rules.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_brand_colour_is_another_address_so_that_no_browser_shows_the_old_one()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var before = BrandOf(await app.Visitor().GetAsync("/sign-in"));

        await visitor.SubmitAsync(await visitor.GetAsync("/settings"), "settings", [.. Platform.Select(f => f.Item1 == "Brand" ? ("Brand", "#7a2e00") : f), ("BrandAnyway", "True")]);

        var after = BrandOf(await app.Visitor().GetAsync("/sign-in"));
        Assert.NotEqual(before, after);
        var style = await app.Visitor().GetAsync(after);
        Assert.Equal(":root{--brand:#7a2e00}", style.Html);
        Assert.Contains("immutable", style.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("no-cache", (await app.Visitor().GetAsync(before)).Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Of_two_leads_with_the_settings_open_the_second_to_save_is_told_and_loses_nothing_typed(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var (one, other) = (app.Visitor(lead), app.Visitor(lead));
        var (page, same) = (await one.GetAsync("/settings"), await other.GetAsync("/settings"));
        await one.SubmitAsync(page, "settings", Platform);

        var second = await other.SubmitAsync(same, "settings", [.. Platform.Select(f => f.Item1 == "Platform" ? ("Platform", "De Haven") : f)]);

        Assert.Contains("Someone changed this", second.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"De Haven\"", second.Html, StringComparison.Ordinal);
        using var db = database.CreateDbContext();
        Assert.Equal("Het Plein", db.Rollouts.Single().PlatformName);
    }

    [Fact]
    public async Task Wrong_input_is_said_at_its_field_and_nothing_changes()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var forms = new[] { ("/settings", Platform), ("/settings/languages", Languages), ("/settings/rules", Rules) };
        (string Field, string Typed)[] wrong =
        [
            ("Platform", ""), ("Company", ""), ("Brand", "blue"), ("Brand", "#cc1111"), ("FirstLanguage", "de"), ("Place", "BE Europe/Nowhere"),
            ("PlatformAddress", "javascript:alert(1)"), ("PlatformAddress", ""), ("PlatformAddress", app.Services.GetRequiredService<Rollout.App.Shared.SiteUrl>().BaseAddress.AbsoluteUri), ("ContactBudget", "99"), ("ContactBudget", "many"), ("OfferHours", "0"), ("OfferHours", "41"), ("PeoplePerAmbassador", "4"),
        ];

        foreach (var (field, typed) in wrong)
        {
            var (path, filled) = forms.Single(f => f.Item2.Any(each => each.Item1 == field));
            var page = await visitor.SubmitAsync(await visitor.GetAsync(path), "settings", [.. filled.Select(f => f.Item1 == field ? (field, typed) : f)]);

            Assert.Equal((field, typed, HttpStatusCode.OK), (field, typed, page.Status));
            Assert.Contains($"{field}-error", page.Html, StringComparison.Ordinal);
            Assert.All(filled.Where(f => f.Item1 is "Company" or "HouseRules" or "OfferHours" && f.Item1 != field), f => Assert.Contains(WebUtility.HtmlEncode(f.Item2!.Split('\n')[0]), page.Html, StringComparison.Ordinal));
        }

        using var db = database.CreateDbContext();
        Assert.Equal("De Brug", db.Rollouts.Single().PlatformName);
    }

    [Fact]
    public async Task An_installation_older_than_the_question_keeps_its_settings_without_an_address()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.RolloutWithoutAddress(), branch, lead);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);

        var saved = await visitor.SubmitAsync(await visitor.GetAsync("/settings"), "settings", [.. Platform.Select(f => f.Item1 == "PlatformAddress" ? (f.Item1, "") : f)]);

        Assert.Equal("/settings?saved=yes", saved.Location);
        using var db = database.CreateDbContext();
        Assert.Equal(("Het Plein", null), (db.Rollouts.Single().PlatformName, db.Rollouts.Single().PlatformAddress));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_leads_who_take_each_others_role_at_once_leave_one_lead(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (one, other) = (A.Lead(branch), A.Lead(branch, "Zoë Zonder"));
        database.Given(A.Rollout(), branch, one, other);
        await using var app = await RunningApp.StartAsync(database);
        var (first, second) = (app.Visitor(one), app.Visitor(other));
        var (page, same) = (await first.GetAsync("/people/roles"), await second.GetAsync("/people/roles"));

        await Task.WhenAll(ChangeRoleAsync(first, page, other, "Lead", "no"), ChangeRoleAsync(second, same, one, "Lead", "no"));

        using var db = database.CreateDbContext();
        Assert.Single(db.People.Where(p => p.IsLead));
    }

    [Fact]
    public async Task The_last_lead_stays_lead_and_is_told_why()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);

        var page = await visitor.FollowAsync(await ChangeRoleAsync(visitor, await visitor.GetAsync("/people/roles"), lead, "Lead", "no"));

        Assert.Contains("Someone has to lead", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_given_to_someone_who_was_searched_but_never_to_someone_without_mail()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, an, rachid) = (A.Lead(branch), A.Person(branch, "An Verstraete"), A.Person(branch, "Rachid Verstraete", email: null));
        database.Given(A.Rollout(), branch, lead, an, rachid);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var found = await visitor.GetAsync("/people/roles?find=verstr");
        Assert.Contains("Rachid Verstraete", found.Text, StringComparison.Ordinal);

        await ChangeRoleAsync(visitor, found, an, "Facilitator", "yes");
        var refused = await visitor.FollowAsync(await ChangeRoleAsync(visitor, found, rachid, "Facilitator", "yes"));

        Refused.On(refused, RoleRules.OnlyForWhoCanSignIn);
        using var db = database.CreateDbContext();
        Assert.Equal(an.Id, Assert.Single(db.People.Where(p => p.IsFacilitator)).Id);
    }

    [Fact]
    public async Task The_role_of_the_lead_is_given_on_a_page_that_says_what_it_means()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, an, rachid) = (A.Lead(branch), A.Person(branch, "An Verstraete"), A.Person(branch, "Rachid Verstraete", email: null));
        database.Given(A.Rollout(), branch, lead, an, rachid);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var found = await visitor.GetAsync("/people/roles?find=verstr");
        Assert.Contains("Make facilitator", found.Text, StringComparison.Ordinal);

        var page = await visitor.GetAsync($"/people/roles/lead/{an.Id}");
        Assert.Contains("Make An Verstraete project lead?", page.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "/people/roles", ("give", "yes"));

        using var db = database.CreateDbContext();
        Assert.True(db.People.Single(p => p.Id == an.Id).IsLead);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/people/roles/lead/{rachid.Id}")).Status);
    }

    [Fact]
    public async Task Only_a_lead_who_proved_it_opens_them()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, director) = (A.Lead(branch), A.Person(branch, "An Verstraete"));
        database.Given(A.Rollout(), branch, lead, director);
        database.Given(AssignDirector(director));
        await using var app = await RunningApp.StartAsync(database);

        foreach (var path in new[] { "/settings", "/check", "/people/roles" })
        {
            Assert.Equal(HttpStatusCode.OK, (await app.Visitor(lead).GetAsync(path)).Status);
            Assert.StartsWith("/denied", (await app.Visitor(director).GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await app.Visitor(lead, proven: false).GetAsync(path)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
        }
    }

    private static Task<Page> ChangeRoleAsync(Visitor visitor, Page page, Person person, string role, string give) => visitor.PostAsync(
        "/people/roles",
        [.. page.FormOf("/people/roles").Hidden.Where(h => h.Key.StartsWith("__", StringComparison.Ordinal)),
            KeyValuePair.Create("person", person.Id.ToString()), KeyValuePair.Create("role", role), KeyValuePair.Create("give", give)]);

    private static string BrandOf(Page page) => System.Text.RegularExpressions.Regex.Match(page.Html, "/brand\\.css[^\"]*").Value;

    private static Person GivenALead(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return lead;
    }

    // A branch and its director refer to each other, so they are stored one after the other.
    private static Domain.Branches.Branch AssignDirector(Person director)
    {
        var branch = A.Branch("Oostende");
        branch.AssignDirector(director.Id);
        return branch;
    }
}
