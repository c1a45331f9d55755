using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What no browser sends, on the wire: every route is asked for with odd values, and none answers with an error of ours.</summary>
public sealed partial class MalformedRequestsTests
{
    private static readonly string[] Odd = ["%00", "%", "%zz", "%ff%fe", "%c0%af", "a%ef%bf%be", "%ed%a0%80"];

    private static readonly string[] Unusual = ["%20", "-1", "99999999999999999999", "%F0%9F%98%80", "'%22%3C%3E", "0199dead-0000-7000-8000-000000000000", "..%2F..%2Fetc"];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_route_refuses_what_cannot_be_read_and_stands_what_is_unusual(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var (name, value) = app.CookieOf(lead);
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(r => !r.StartsWith("/_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(routes.Count > 100, $"only {routes.Count} routes");
        var wrong = new List<string>();

        foreach (var route in routes)
        {
            foreach (var odd in Odd.Concat(Unusual))
            {
                var isOdd = Odd.Contains(odd);
                string[] targets = [Parameter().Replace(route, odd), Parameter().Replace(route, "0199dead-0000-7000-8000-000000000000") + $"?page={odd}&to={odd}&day={odd}&key={odd}&q={odd}&show={odd}&branch={odd}"];
                foreach (var target in targets.Where(t => t.Contains(odd, StringComparison.Ordinal)))
                {
                    var status = await StatusAsync(app, target, $"{name}={value}");
                    if (isOdd ? status != 400 : status >= 500)
                    {
                        wrong.Add($"{target}: {status}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(40)));
    }

    [Theory]
    [InlineData("/people?q=100%25", true)]
    [InlineData("/people?q=%C3%A9", true)]
    [InlineData("/people", true)]
    [InlineData("/people?q=%C3", false)]
    [InlineData("/people?q=%2", false)]
    [InlineData("/people?q=%00", false)]
    public void An_address_is_read_as_utf_8_in_escapes(string target, bool wellFormed) => Assert.Equal(wellFormed, MalformedAddresses.IsWellFormed(target));

    [Fact]
    public async Task What_cannot_be_read_is_said_in_words_and_not_that_someone_signed_out()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);

        var page = await app.Visitor(lead).GetAsync("/people?q=%00");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal("We cannot read this", page.Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_form_with_text_that_nobody_writes_is_refused_and_one_with_thousands_of_values_is_read(Database kind)
    {
        using var database = TestDatabase.On(kind);
        GivenALead(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        var door = await visitor.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SubmitAsync(door, "sign-in", ("Email", "jan\0@voorbeeld.be"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SubmitAsync(door, "sign-in", ("Email", "jan\uFFFE@voorbeeld.be"))).Status);
        var ticks = Enumerable.Range(0, 3_000).Select(i => ($"Input.Ticks[{i}]", (string?)"yes"));
        Assert.True((await visitor.SubmitAsync(door, "sign-in", [("Email", "jan@voorbeeld.be"), .. ticks])).IsRedirect);
        ticks = Enumerable.Range(0, 25_000).Select(i => ($"Input.Ticks[{i}]", (string?)"yes"));
        var tooMuch = await visitor.SubmitAsync(door, "sign-in", [("Email", "jan@voorbeeld.be"), .. ticks]);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "That was too much at once"), (tooMuch.Status, tooMuch.Heading));
    }

    [Fact]
    public void What_a_page_takes_from_its_address_is_text_because_anyone_can_type_anything() =>
        Assert.Empty(
            from type in typeof(KnownProxies).Assembly.GetTypes()
            from property in type.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            where property.IsDefined(typeof(SupplyParameterFromQueryAttribute), inherit: false) && property.PropertyType != typeof(string) && property.PropertyType != typeof(string[])
            select $"{type.Name}.{property.Name}");

    [Theory]
    [InlineData("rollout.voorbeeld.be", 302)]
    [InlineData("ROLLOUT.voorbeeld.be:443", 302)]
    [InlineData("second.voorbeeld.be", 302)]
    [InlineData("localhost", 302)]
    [InlineData("evil.example", 400)]
    [InlineData("rollout.voorbeeld.be.evil.example", 400)]
    [InlineData("6.6.6.6", 400)]
    public async Task An_unknown_host_is_refused_and_repeated_nowhere(string host, int status)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        GivenALead(database);
        await using var app = await RunningApp.StartAsync(
            database, settings: new Dictionary<string, string?> { ["BaseAddress"] = "https://rollout.voorbeeld.be", ["AllowedHosts"] = "second.voorbeeld.be" });

        var answer = await AskAsync(app, "/people", host);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(status == 400 ? host : "evil", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status == 400, answer.Contains("Rollout antwoordt niet onder deze naam.", StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(app, "/health/live", host), StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(RunningApp app, string target, string cookie) =>
        int.Parse((await AskAsync(app, target, app.Address.Authority, cookie)).AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);

    // An HTTP client would mend the address before it sends it.
    private static async Task<string> AskAsync(RunningApp app, string target, string host, string? cookie = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static Person GivenALead(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return lead;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
