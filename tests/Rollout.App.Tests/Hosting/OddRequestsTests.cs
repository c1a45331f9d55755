using System.Net;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Requests nobody would make on purpose: truncated addresses, incomplete forms, forms from elsewhere.</summary>
public sealed class OddRequestsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_not_there_is_said_in_words_and_in_the_status_and_what_is_there_is_shown(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (branch, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        (string Path, string Words)[] gone =
        [
            ("/i/NOBODY-7K3M", "We do not know this invitation"), ("/i/NOBODY-7K3M/who", "We do not know this invitation"),
            ("/stop/gone", "This link does not work any more"), ("/why/gone", "This link does not work any more"),
            ($"/branches/{Guid.CreateVersion7()}", "This branch is not here"), ("/people/import/gone", "This file is no longer here"),
        ];

        foreach (var (path, words) in gone)
        {
            var page = await visitor.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, page.Status));
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/branches/{branch.Id}")).Status);
    }

    [Fact]
    public async Task An_address_no_page_has_is_said_not_to_be_there_and_one_that_needs_a_sign_in_asks_for_it_whether_or_not_anything_is_behind_it()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (branch, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);
        foreach (var visitor in new[] { app.Visitor(), app.Visitor(lead) })
        {
            foreach (var path in new[] { "/nope", "/infosessions/nope", "/waves/plan/nope" })
            {
                var page = await visitor.GetAsync(path);
                Assert.Equal((path, HttpStatusCode.NotFound), (path, page.Status));
                Assert.Contains("This page is not here", page.Text, StringComparison.Ordinal);
                Assert.Contains("href=\"/\"", page.Html, StringComparison.Ordinal);
            }

            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await visitor.GetAsync("/sign-out")).Status);
        }

        foreach (var path in new[] { "/people", $"/branches/{branch.Id}", $"/branches/{Guid.CreateVersion7()}" })
        {
            Assert.Equal((path, "/sign-in"), (path, (await app.Visitor().GetAsync(path)).Location?.Split('?')[0]));
        }
    }

    [Theory]
    [InlineData("/people?page=two&branch=Gent")]
    [InlineData("/people?page=99999999999999999999")]
    [InlineData("/ambassadors?page=-&appointed=many&show=All")]
    [InlineData("/infosessions?day=9999-12-31")]
    [InlineData("/outbox?day=9999-12-31")]
    public async Task An_address_that_cannot_be_read_shows_the_page_without_it(string path)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (_, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);

        Assert.Equal(HttpStatusCode.OK, (await app.Visitor(lead).GetAsync(path)).Status);
    }

    [Fact]
    public async Task Choosing_nobody_is_a_choice_and_leaving_out_what_is_needed_is_said_once_at_its_field()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (branch, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        (string, string?)[] filled = [("Name", branch.Name), ("Place", $"{branch.Country} {branch.Zone.Id}"), ("Code", "GNT"), ("OpensAt", "08:00"), ("ClosesAt", "16:00")];

        var nobody = await visitor.SubmitAsync(await visitor.GetAsync($"/branches/{branch.Id}"), "branch", [.. filled, ("Director", "")]);
        var nonsense = await visitor.SubmitAsync(await visitor.GetAsync($"/branches/{branch.Id}"), "branch", [.. filled, ("Director", "An")]);

        Assert.Equal("/branches", nobody.Location);
        Assert.Contains("We cannot read “An” here", nonsense.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wave_without_any_branch_ticked_is_refused_at_the_branches()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (_, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);

        var page = await visitor.SubmitAsync(await visitor.GetAsync("/waves/plan"), "plan", ("Name", "First wave"), ("Day", "2027-03-29"), ("Hour", "09:00"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Choose at least one branch", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"First wave\"", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/my/calendar/address")]
    [InlineData("/nudges/pause")]
    [InlineData("/my/privacy/nudges")]
    [InlineData("/sign-out")]
    [InlineData("/people/roles")]
    public async Task A_form_from_elsewhere_is_refused_and_changes_nothing(string path)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (_, lead) = Given(database);
        await using var app = await RunningApp.StartAsync(database);

        var page = await app.Visitor(lead).PostAsync(path, [KeyValuePair.Create("welcome", "no")]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        using var db = database.CreateDbContext();
        Assert.Null(db.Rollouts.Single().PausedAt);
    }

    private static (Branch Branch, Person Lead) Given(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return (branch, lead);
    }
}
