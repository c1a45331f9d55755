using System.Net;
using Rollout.App.Tests.Modules.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Dashboard;

/// <summary>From any page to the thing one has in mind: by the search of the lead, and by the link to one's own branch.</summary>
public sealed class FindingOnesWayTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_finds_people_branches_and_infosessions_by_any_word_of_theirs(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (gent, luik) = (A.Branch("Gent"), A.Branch("Luik"));
        var (lead, noa, left) = (A.Lead(gent), A.Person(luik, "Noa van den Berghe"), A.Person(gent, "Noa Claes"));
        left.Leave();
        var topic = AnInfosession.Topic("De eerste dag");
        var session = AnInfosession.Of(topic, gent, lead);
        database.Given(A.Rollout(), gent, luik, lead, noa, left, topic, session);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);

        var people = await visitor.GetAsync("/search?q=noa");
        Assert.Contains("2 found for “noa”", people.Heading, StringComparison.Ordinal);
        Assert.True(people.Html.IndexOf($"/people/{noa.Id}", StringComparison.Ordinal) is > 0 and var first && first < people.Html.IndexOf($"/people/{left.Id}", StringComparison.Ordinal), "who left comes last");
        Assert.Contains($"/people/{noa.Id}", (await visitor.GetAsync("/search?q=BERGHE+noa")).Html, StringComparison.Ordinal);

        var placed = await visitor.GetAsync("/search?q=gent");
        Assert.Contains($"/branches/{gent.Id}", placed.Html, StringComparison.Ordinal);
        Assert.Contains($"/infosessions/{session.Id}", placed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/branches/{luik.Id}", placed.Html, StringComparison.Ordinal);
        Assert.Contains("Nothing found for “gent luik”", (await visitor.GetAsync("/search?q=gent+luik")).Heading, StringComparison.Ordinal);
        Assert.Contains("What are you looking for?", (await visitor.GetAsync("/search")).Heading, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await app.Visitor(noa).GetAsync("/search?q=noa")).Status);
    }

    [Fact]
    public async Task My_branch_leads_a_director_to_its_launch_and_says_when_there_is_none()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var director = app.Visitor(company.Directors[0]);

        var page = await director.FollowAsync(await director.GetAsync("/my/launch"));

        Assert.Equal($"/launches/{company.Launch(0).Id}", page.Path);
        Assert.Contains("""<a href="/my/launch" aria-current="true">""", page.Html, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await app.Visitor(company.Colleagues[0]).GetAsync("/my/launch")).Status);

        using var empty = new Company(Database.Sqlite);
        await using var early = await RunningApp.StartAsync(empty.Db, empty.Clock);
        Assert.Contains("No go-live is planned", (await early.Visitor(empty.Directors[0]).GetAsync("/my/launch")).Heading, StringComparison.Ordinal);
    }
}
