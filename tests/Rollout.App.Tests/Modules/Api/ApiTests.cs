using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity.Audit;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Api;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Participation;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>What other systems read and do.</summary>
public sealed class ApiTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_system_reads_page_by_page_signs_people_up_and_settles_credits_by_the_same_rules_as_the_pages(Database kind)
    {
        await using var api = await AnApi.StartAsync(kind);
        api.BasAccepts();

        // Everyone once, over pages, each with the address of the next.
        var (names, address) = (new List<string>(), (string?)"people?limit=3");
        while (address is not null)
        {
            var page = await api.GetAsync(address);
            names.AddRange(page["items"]!.AsArray().Select(p => (string)p!["name"]!));
            Assert.True(page["items"]!.AsArray().Count <= 3);
            address = (string?)page["next"];
        }

        Assert.Equal(["Bas van Loon", "Joost Maes", "Mirjam de Vries", "Sanne de Bruijn"], names.Order(StringComparer.Ordinal));
        var bas = Assert.Single((await api.GetAsync($"people?q=LOON&branch={api.Gent.Id}"))["items"]!.AsArray())!;
        Assert.Equal((api.Bas.Id.ToString(), api.Gent.Id.ToString(), "desk", true), ((string)bas["id"]!, (string)bas["branch"]!, (string)bas["workType"]!, (bool)bas["active"]!));
        Assert.Empty((await api.GetAsync("people?active=false"))["items"]!.AsArray());
        Assert.Equal(api.Gent.Code, (string)(await api.GetAsync("branches"))["items"]![0]!["code"]!);
        var tag = (await api.SendAsync("GET", $"people/{api.Bas.Id}")).Response.Headers.ETag!.ToString();
        await api.SendAsync("GET", $"people/{api.Bas.Id}", HttpStatusCode.NotModified, null, ("If-None-Match", tag));

        // One seat: the first is registered, the second waits and is in no list.
        var session = Assert.Single((await api.GetAsync("infosessions?from=2026-12-01T00:00:00Z&until=2026-12-02T00:00:00Z"))["items"]!.AsArray())!;
        Assert.Equal((api.Session.Id.ToString(), 1, "2026-12-01T13:00:00+00:00"), ((string)session["id"]!, (int)session["free"]!, (string)session["startsAt"]!));
        Assert.Empty((await api.GetAsync("infosessions?from=2026-12-02T00:00:00%2B00:00"))["items"]!.AsArray());
        var place = $"infosessions/{api.Session.Id}/registrations/";
        Assert.Equal("registered", (string)(await api.SendAsync("PUT", place + api.Bas.Id)).Body["state"]!);
        Assert.Equal("registered", (string)(await api.SendAsync("PUT", place + api.Bas.Id)).Body["state"]!); // asked again after a time-out
        Assert.Equal("waiting", (string)(await api.SendAsync("PUT", place + api.Sanne.Id)).Body["state"]!);
        Assert.Equal(api.Bas.Id.ToString(), (string)Assert.Single((await api.GetAsync($"registrations?infosession={api.Session.Id}"))["items"]!.AsArray())!["person"]!);
        await api.SendAsync("DELETE", place + api.Bas.Id, HttpStatusCode.NoContent);
        var refused = (await api.SendAsync("DELETE", place + api.Bas.Id, HttpStatusCode.Conflict, null, ("Accept-Language", "nl"))).Body;
        Assert.Equal(InfosessionRules.OnlyWhoIsRegisteredWithdraws.Code, (string)refused["rules"]![0]!);
        Assert.Equal(Localizer.In("nl")["rule." + InfosessionRules.OnlyWhoIsRegisteredWithdraws.Code], (string)refused["detail"]!);

        // The platform says that the profile is complete: a credit. That it was so before the invitation takes none back unasked.
        Assert.True((bool)(await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", body: new JsonObject())).Body["credited"]!);
        var credit = Assert.Single((await api.GetAsync($"credits?ambassador={api.Sanne.Id}"))["items"]!.AsArray())!;
        Assert.Equal((api.Bas.Id.ToString(), "observed", false), ((string)credit["colleague"]!, (string)credit["evidence"]!, (bool)credit["provisional"]!));
        var earlier = new JsonObject { ["completeSince"] = "2026-01-01T00:00:00Z" };
        Assert.Equal(PlatformRules.TakesNoCreditBack.Code, (string)(await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", HttpStatusCode.Conflict, earlier)).Body["rules"]![0]!);
        Assert.Single((await api.GetAsync("credits"))["items"]!.AsArray());
        Assert.Empty((await api.GetAsync("waves"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Without_a_token_that_works_and_its_scope_nothing_is_answered_but_a_problem()
    {
        await using var api = await AnApi.StartAsync(Database.Sqlite, ApiScopes.PeopleRead | ApiScopes.InfosessionsRead);
        var visitor = api.App.Visitor(api.Lead);

        await api.GetAsync("people");
        await api.SendAsync("GET", "credits", HttpStatusCode.Forbidden);
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}", HttpStatusCode.Forbidden);
        await api.SendAsync("GET", $"people/{Guid.Empty}", HttpStatusCode.NotFound);
        await api.SendAsync("GET", "nothing/here", HttpStatusCode.NotFound);
        foreach (var (query, says) in ((string, string)[])[("people?branch=Gent", "“branch” cannot be “Gent”"), ("people?limit=all", "“limit” cannot be “all”")])
        {
            Assert.Contains(says, (string)(await api.SendAsync("GET", query, HttpStatusCode.BadRequest)).Body["detail"]!, StringComparison.Ordinal);
        }

        var mistyped = await api.SendAsync("GET", "people?activ=false", HttpStatusCode.BadRequest);
        Assert.Contains("“activ”", (string)mistyped.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal("GET", (await api.SendAsync("POST", "people", HttpStatusCode.MethodNotAllowed)).Response.Content.Headers.Allow.Single());
        Assert.Equal(["DELETE", "PUT"], (await api.SendAsync("POST", $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}", HttpStatusCode.MethodNotAllowed)).Response.Content.Headers.Allow.Order());
        await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", HttpStatusCode.UnsupportedMediaType);
        await api.SendAsync("GET", "people/gent", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/v1/people")).Status); // a browser session is not a token

        // The lead makes one: at least one scope, for a year at most, shown once.
        var page = await visitor.GetAsync("/settings/api");
        Refused.On(await visitor.SubmitAsync(page, "make", ("Name", "Planning"), ("Days", "30")), ApiRules.NeedsAScope);
        Refused.On(await visitor.SubmitAsync(page, "make", ("Name", "Planning"), ("Days", "400"), ("Scopes", "WavesRead")), ApiRules.WorksForAWhile, ApiClient.MostDays);
        api.Token = Secret(await visitor.SubmitAsync(page, "make", ("Name", "Planning"), ("Days", "30"), ("Scopes", "WavesRead")));
        page = await visitor.GetAsync("/settings/api");
        Assert.DoesNotContain(api.Token, page.Html, StringComparison.Ordinal);
        Assert.Contains("waves:read", page.Text, StringComparison.Ordinal);
        await api.GetAsync("waves");
        await api.SendAsync("GET", "people", HttpStatusCode.Forbidden);

        // Renewed: both work for a day, then the new one alone; then it expires; one that is revoked opens nothing.
        var (first, id) = (api.Token, Regex.Matches(page.Html, "name=\"Change.Renew\" value=\"([^\"]+)\"")[^1].Groups[1].Value);
        var second = Secret(await visitor.SubmitAsync(page, "change", ("Change.Renew", id)));
        await api.GetAsync("waves");
        api.Token = second;
        await api.GetAsync("waves");
        api.Clock.Advance(ApiClient.Overlap);
        api.Token = first;
        await api.SendAsync("GET", "waves", HttpStatusCode.Unauthorized);
        api.Token = second;
        await api.GetAsync("waves");
        await visitor.SubmitAsync(await visitor.GetAsync("/settings/api"), "change", ("Change.Revoke", id));
        await api.SendAsync("GET", "waves", HttpStatusCode.Unauthorized);
        api.Token = api.Client("Short", ApiScopes.WavesRead);
        api.Clock.Advance(Duration.FromDays(30));
        await api.SendAsync("GET", "waves", HttpStatusCode.Unauthorized);

        // Someone who tries tokens waits.
        api.Token = "";
        var asked = await Task.WhenAll(Enumerable.Range(0, ApiRateLimit.MostInAMinute).Select(_ => api.App.Visitor().GetAsync("/api/v1/waves")));
        Assert.Contains(asked, a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.True((await api.SendAsync("GET", "waves", HttpStatusCode.TooManyRequests)).Response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await api.App.Services.GetRequiredService<SealAudit>().RunAsync();
        Assert.Contains("Client of the API", (await api.App.Visitor(api.Lead).GetAsync("/audit?subject=ApiClient")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_that_the_page_hides_are_hidden_and_bands_are_bands()
    {
        await using var api = await AnApi.StartAsync(Database.Sqlite);
        var small = A.Branch("Ieper");
        var day = new LocalDate(2026, 11, 22);
        var report = ActivityReport.Of("viva-engage", day, 7);
        report.Take(ReportSays.Visited | ReportSays.Active, "", A.Monday);
        api.Database.Given(
            small, report, Sum(api.Gent.Id, GroupKind.Everyone, "", 100, 50), Sum(small.Id, GroupKind.Everyone, "", 4, 2), Sum(api.Gent.Id, GroupKind.WorkType, "Shop", 38, 36),
            Sum(api.Gent.Id, GroupKind.WorkType, "Desk", 62, 14));

        var gent = await api.GetAsync($"participation?branch={api.Gent.Code}");
        var ieper = await api.GetAsync($"participation?branch={small.Code}");
        var page = await api.App.Visitor(api.Lead).GetAsync($"/participation?branch={small.Code}");

        Assert.Contains("Groups of fewer than 5 people are not shown", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, (int)ieper["people"]!);
        Assert.Empty(ieper["figures"]!.AsArray());
        await api.SendAsync("GET", "participation?branch=none", HttpStatusCode.NotFound);
        await api.SendAsync("GET", "participation?source=none", HttpStatusCode.NotFound);

        // Ieper is hidden, and Gent with it: the house less Gent would be Ieper.
        Assert.Equal(0, (int)gent["people"]!);
        var house = await api.GetAsync("participation");
        Assert.Equal(("viva-engage", "2026-11-22", 104), ((string)house["source"]!, (string)house["day"]!, (int)house["people"]!));
        var visited = house["figures"]!.AsArray().Single(f => (string)f!["figure"]! == "visited")!;
        Assert.Equal(("exact", 50), ((string)visited["share"]!["kind"]!, (int)visited["share"]!["percent"]!));
        Assert.All(house["breakdowns"]!.AsArray().SelectMany(b => b!["groups"]!.AsArray()).SelectMany(g => g!["figures"]!.AsArray()), f => Assert.Null(f!["share"]?["count"]));

        ParticipationSum Sum(Domain.Branches.BranchId of, GroupKind kind, string value, int people, int visited) => new("viva-engage", day, of, kind, value, people, visited, 0, null, null, people / 3, null, null);
    }

    private static string Secret(Page page) => Regex.Match(page.Html, "<b class=\"code any\">([0-9a-f]{64})</b>").Groups[1].Value;
}
