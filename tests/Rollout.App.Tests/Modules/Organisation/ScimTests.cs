using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity.Audit;
using Rollout.App.Modules.Organisation.Scim;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation;

/// <summary>What directories really send, and what they have to be answered: see RFC 7644.</summary>
public sealed class ScimTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_directory_makes_changes_ends_and_revives_people_in_the_shapes_that_Entra_ID_sends(Database kind)
    {
        await using var scim = await Directory.StartAsync(kind);

        // It looks first, makes someone, and does so again after a time-out.
        Assert.Equal(0, (int)(await scim.GetAsync("Users?filter=userName eq \"d3f1a9c4-0000-4000-8000-aaaaaaaaaaaa\""))["totalResults"]!);
        var made = await scim.SendAsync("POST", "Users", Jan(), HttpStatusCode.Created);
        var id = (string)made["id"]!;
        Assert.Equal("Jan.VandenBerg@voorbeeld.be", (string)made["userName"]!);
        Assert.EndsWith($"/scim/v2/Users/{id}", (string)made["meta"]!["location"]!, StringComparison.Ordinal);
        var again = await scim.SendAsync("POST", "Users", new JsonObject { ["externalId"] = "ext-1", ["userName"] = "JAN.VANDENBERG@voorbeeld.be", ["active"] = true }, HttpStatusCode.Conflict);
        Assert.Equal("uniqueness", (string)again["scimType"]!);
        foreach (var filter in (string[])["userName eq \"jan.vandenberg@VOORBEELD.be\"", "externalId eq \"ext-1\"", "emails[type eq \"work\"].value eq \"jan.vandenberg@voorbeeld.be\"", "displayName eq \"Jan van den Berg\""])
        {
            Assert.Equal(id, (string)(await scim.GetAsync("Users?filter=" + Uri.EscapeDataString(filter)))["Resources"]![0]!["id"]!);
        }

        // A manager as plain text, an element that is not there yet, an address in which the branch is named.
        await scim.PatchAsync(id,
            ("Add", Enterprise + ":manager", "2c2f6fb8-0000-4000-8000-b7fec09c5a61"), ("Replace", "addresses[type eq \"work\"].formatted", "Breda"), ("Add", "phoneNumbers[type eq \"mobile\"].value", "+31 6 12 34 50 00"));
        var user = await scim.PatchAsync(id, ("Replace", "userName", "jan.vandamme@voorbeeld.be"), ("Replace", "emails[type eq \"work\"].value", "jan.vandamme@voorbeeld.be"), ("Replace", "name.familyName", "Van Damme"));
        Assert.Equal(("Jan Van Damme", "jan.vandamme@voorbeeld.be", "+31 6 12 34 50 00"), ((string)user["displayName"]!, (string)user["emails"]![0]!["value"]!, (string)user["phoneNumbers"]![0]!["value"]!));
        Assert.Equal(("000123", "Werkplaats"), ((string)user[Enterprise]!["employeeNumber"]!, (string)user[Enterprise]!["department"]!));
        var person = scim.PersonCalled("Jan Van Damme");
        Assert.Equal(scim.Breda.Id, person.Branch);

        // "False" is false, whoever left is still told, and comes back as the same person.
        Assert.False((bool)(await scim.PatchAsync(id, ("Replace", "active", "False")))["active"]!);
        Assert.False((bool)(await scim.PatchAsync(id, ("replace", "active", false)))["active"]!);
        Assert.False((bool)(await scim.GetAsync("Users/" + id))["active"]!);
        Assert.True((bool)(await scim.PatchAsync(id, ("Replace", "active", "True")))["active"]!);

        // Okta sends no path, and whole resources; what it leaves out is not "no".
        user = await scim.SendAsync("PATCH", "Users/" + id, new JsonObject { ["Operations"] = new JsonArray(new JsonObject { ["op"] = "replace", ["value"] = new JsonObject { ["active"] = false, ["title"] = "Fitter" } }) });
        Assert.Equal((false, "Fitter"), ((bool)user["active"]!, (string)user["title"]!));
        await scim.PatchAsync(id, ("replace", "active", true));
        var put = Jan();
        put.Remove("active");
        Assert.True((bool)(await scim.SendAsync("PUT", "Users/" + id, put))["active"]!);
        Assert.Equal(person.Id, scim.PersonCalled("Jan van den Berg").Id);

        await scim.SendAsync("DELETE", "Users/" + id, null, HttpStatusCode.NoContent);
        await scim.SendAsync("DELETE", "Users/" + id, null, HttpStatusCode.NotFound);
        Assert.False(scim.PersonCalled("Jan van den Berg").Active);
        var back = await scim.SendAsync("POST", "Users", Jan(), HttpStatusCode.Created);
        Assert.True((bool)back["active"]!);
        Assert.Equal((person.Id, true), (scim.PersonCalled("Jan van den Berg").Id, scim.PersonCalled("Jan van den Berg").Active));
    }

    [Fact]
    public async Task Nobody_inherits_an_address_the_last_lead_stays_and_many_leave_only_when_the_lead_says_so()
    {
        await using var scim = await Directory.StartAsync(Database.Sqlite);

        // The lead's address with another name is somebody else's; with their own it is theirs.
        var other = new JsonObject { ["userName"] = scim.Lead.Email, ["name"] = new JsonObject { ["givenName"] = "Kees", ["familyName"] = "Smit" } };
        Assert.Equal("uniqueness", (string)(await scim.SendAsync("POST", "Users", other, HttpStatusCode.Conflict))["scimType"]!);
        Assert.Contains("someone of another name", (string)(await scim.SendAsync("POST", "Users", other, HttpStatusCode.Conflict))["detail"]!, StringComparison.Ordinal);
        var own = new JsonObject { ["userName"] = scim.Lead.Email, ["name"] = new JsonObject { ["givenName"] = "Mirjam", ["familyName"] = "de Vries" } };
        var lead = (string)(await scim.SendAsync("POST", "Users", own, HttpStatusCode.Created))["id"]!;
        await scim.SendAsync("PATCH", "Users/" + lead, Active(false), HttpStatusCode.BadRequest);
        Assert.True(scim.PersonCalled(scim.Lead.Name).Active);
        Assert.Equal("role.someone-leads", RoleRules.SomeoneLeads.Code);
        await scim.SendAsync("POST", "Users", new JsonObject { ["displayName"] = "Nobody" }, HttpStatusCode.BadRequest);
        Assert.Equal("invalidFilter", (string)(await scim.SendAsync("GET", "Users?filter=title co \"x\"", null, HttpStatusCode.BadRequest))["scimType"]!);
        await scim.SendAsync("POST", "Users", "[1", HttpStatusCode.BadRequest);

        var ids = new List<string>();
        for (var i = 0; i < 15; i++)
        {
            ids.Add((string)(await scim.SendAsync("POST", "Users", new JsonObject { ["userName"] = $"p{i}@voorbeeld.be", ["displayName"] = $"Piet Jansen{(char)('a' + i)}" }, HttpStatusCode.Created))["id"]!);
        }

        Assert.Equal((16, 1, 1), await scim.CountsAsync("Users?startIndex=0&count=1"));
        Assert.Equal((16, 1, 0), await scim.CountsAsync("Users?count=0&excludedAttributes=members"));
        foreach (var id in ids[..9])
        {
            await scim.SendAsync("PATCH", "Users/" + id, Active(false));
        }

        await scim.SendAsync("PATCH", "Users/" + ids[9], Active(false), HttpStatusCode.ServiceUnavailable);
        var visitor = scim.App.Visitor(scim.Lead);
        var page = await visitor.GetAsync("/people/scim");
        await visitor.SubmitAsync(page, "change", ("Change.Many", scim.TokenId.ToString()));
        await scim.SendAsync("PATCH", "Users/" + ids[9], Active(false));

        // Whose word it was is on record.
        await scim.App.Services.GetRequiredService<SealAudit>().RunAsync();
        Assert.Contains("SCIM, Entra ID", (await visitor.GetAsync("/audit?subject=Person")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_shown_once_two_work_at_once_and_a_revoked_one_opens_nothing()
    {
        await using var scim = await Directory.StartAsync(Database.Sqlite);
        var visitor = scim.App.Visitor(scim.Lead);
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/people/scim"), "make", ("Name", "Okta"), ("Branch", scim.Breda.Id.ToString()));
        var second = System.Text.RegularExpressions.Regex.Match(page.Html, "<b class=\"code any\">([0-9a-f]{64})</b>").Groups[1].Value;
        Assert.DoesNotContain(second, (await visitor.GetAsync("/people/scim")).Html, StringComparison.Ordinal);
        Refused.On(await visitor.SubmitAsync(await visitor.GetAsync("/people/scim"), "make", ("Name", "A third"), ("Branch", scim.Breda.Id.ToString())), ScimRules.TwoTokensAtMost);

        await scim.GetAsync("Users");
        await visitor.SubmitAsync(await visitor.GetAsync("/people/scim"), "change", ("Change.Revoke", scim.TokenId.ToString()));
        var refused = await scim.SendAsync("GET", "Users", null, HttpStatusCode.Unauthorized);
        Assert.Equal("401", (string)refused["status"]!);
        scim.Token = second;
        Assert.True((bool)(await scim.GetAsync("ServiceProviderConfig"))["patch"]!["supported"]!);
        Assert.Equal("/Users", (string)(await scim.GetAsync("ResourceTypes"))["Resources"]![0]!["endpoint"]!);
        Assert.Equal(2, (int)(await scim.GetAsync("Schemas"))["totalResults"]!);
        Assert.Equal(0, (int)(await scim.GetAsync("Groups?filter=displayName eq \"Staff\""))["totalResults"]!);
        await scim.SendAsync("POST", "Groups", new JsonObject { ["displayName"] = "Staff" }, HttpStatusCode.NotImplemented);
        await scim.SendAsync("GET", "Groups/1", null, HttpStatusCode.NotFound);

        // A browser session is not a token, and a token in the address is ignored.
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/scim/v2/Users")).Status);
        string[] rules = [ScimRules.HasAUserName.Code, ScimRules.IsNew.Code, ScimRules.IsTheSamePerson.Code, ScimRules.FewLeave.Code];
        Assert.All(rules, code => Assert.StartsWith("scim.", code, StringComparison.Ordinal));
    }

    private static JsonObject Jan() => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:User", Enterprise),
        ["externalId"] = "ext-1",
        ["userName"] = "Jan.VandenBerg@voorbeeld.be",
        ["active"] = true,
        ["displayName"] = "Jan van den Berg",
        ["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["type"] = "work", ["value"] = "jan.vandenberg@voorbeeld.be" }),
        ["name"] = new JsonObject { ["formatted"] = "Jan van den Berg", ["familyName"] = "van den Berg", ["givenName"] = "Jan" },
        ["roles"] = new JsonArray(),
        [Enterprise] = new JsonObject { ["employeeNumber"] = "000123", ["department"] = "Werkplaats" },
    };

    private static JsonObject Active(bool active) => new() { ["Operations"] = new JsonArray(new JsonObject { ["op"] = "Replace", ["path"] = "active", ["value"] = active ? "True" : "False" }) };

    /// <summary>A company's directory with a token, and the application it tells of people.</summary>
    private sealed class Directory : IAsyncDisposable
    {
        private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        private readonly TestDatabase _database;

        private Directory(TestDatabase database, RunningApp app, Person lead, Branch breda) => (_database, App, Lead, Breda) = (database, app, lead, breda);

        public RunningApp App { get; }

        public Person Lead { get; }

        public Branch Breda { get; }

        public string Token { get; set; } = "";

        public Guid TokenId { get; private set; }

        public static async Task<Directory> StartAsync(Database kind)
        {
            var database = TestDatabase.On(kind);
            var (gent, breda) = (A.Branch(), A.Branch("Breda", "NL", "Europe/Amsterdam"));
            var (lead, secret) = (A.Lead(gent), ScimToken.NewSecret());
            var token = ScimToken.Make("Entra ID", secret, gent.Id, lead.Id, A.Monday);
            database.Given(A.Rollout(), gent, breda, lead, token);
            return new Directory(database, await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs), lead, breda) { Token = secret, TokenId = token.Id.Value };
        }

        public Task<JsonNode> GetAsync(string path) => SendAsync("GET", path, null);

        public Task<JsonNode> PatchAsync(string id, params (string Op, string Path, JsonNode Value)[] operations) =>
            SendAsync("PATCH", "Users/" + id, new JsonObject { ["Operations"] = new JsonArray([.. operations.Select(o => new JsonObject { ["op"] = o.Op, ["path"] = o.Path, ["value"] = o.Value })]) });

        public async Task<(int Total, int Start, int Page)> CountsAsync(string path)
        {
            var list = await GetAsync(path);
            return ((int)list["totalResults"]!, (int)list["startIndex"]!, (int)list["itemsPerPage"]!);
        }

        public async Task<JsonNode> SendAsync(string method, string path, JsonNode? body, HttpStatusCode expected = HttpStatusCode.OK)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(App.Address, "/scim/v2/" + path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            request.Content = body is null ? null : new StringContent(body is JsonValue text ? (string)text! : body.ToJsonString(), Encoding.UTF8, "application/scim+json");
            using var response = await Http.SendAsync(request);
            var said = await response.Content.ReadAsStringAsync();
            Assert.True(expected == response.StatusCode, $"{method} {path} answers {(int)response.StatusCode}: {said}");
            Assert.True(said.Length == 0 || response.Content.Headers.ContentType?.MediaType == "application/scim+json", response.Content.Headers.ContentType?.MediaType);
            return said.Length == 0 ? new JsonObject() : JsonNode.Parse(said)!;
        }

        public Person PersonCalled(string name)
        {
            using var db = _database.CreateDbContext();
            return db.People.Single(p => p.Name == name);
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            _database.Dispose();
        }
    }
}
