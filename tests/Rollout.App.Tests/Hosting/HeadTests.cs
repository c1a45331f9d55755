using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Monitors, mail scanners and chat previews request headers only.</summary>
public sealed partial class HeadTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_address_answers_head_as_it_answers_get(bool signedIn)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var lead = Given(database);
        await using var app = await RunningApp.StartAsync(database);
        var paths = Addresses(app).ToList();
        List<string> different = [];
        var shown = 0;
        foreach (var path in paths)
        {
            // A new visitor each time, so that cookies of one response do not affect the next.
            var get = await Visitor(app, signedIn ? lead : null).GetAsync(path);
            var head = await Visitor(app, signedIn ? lead : null).HeadAsync(path);
            shown += get.Status == HttpStatusCode.OK ? 1 : 0;
            if (Told(get) != Told(head))
            {
                different.Add($"{path}: GET {Told(get)}, HEAD {Told(head)}");
            }
        }

        Assert.Empty(different);
        Assert.True(shown > (signedIn ? 40 : 12), $"Only {shown} of {paths.Count} addresses showed something.");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/rollout.css")]
    [InlineData("/infosessions")]
    public async Task Head_answers_nothing_but_headers(string path)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        Given(database);
        await using var app = await RunningApp.StartAsync(database);

        var answer = await AskAsync(app.Address, $"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(1, BlankLines().Count(answer));
    }

    [Fact]
    public async Task An_empty_installation_leads_whoever_asks_for_the_headers_to_its_first_start_too()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);

        Assert.Equal("/start", (await app.Visitor().HeadAsync("/")).Location);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().HeadAsync("/health/live")).Status);
    }

    private static Person Given(TestDatabase database)
    {
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return lead;
    }

    private static Visitor Visitor(RunningApp app, Person? person) => person is null ? app.Visitor() : app.Visitor(person);

    private static string Told(Page page) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)page.Status} {page.Location} {page.Headers.GetValueOrDefault("Content-Type")} {page.Headers.GetValueOrDefault("Cache-Control")}");

    private static IEnumerable<string> Addresses(RunningApp app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where methods.Count == 0 || methods.Contains("GET")
        let path = "/" + Parameters().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), p => p.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.Empty}" : "x")
        // The endpoint of circuits, which nobody requests with HEAD.
        where !path.StartsWith("/_blazor", StringComparison.Ordinal)
        group path by path into one
        select one.Key;

    private static async Task<string> AskAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameters();

    [GeneratedRegex("\r\n\r\n")]
    private static partial Regex BlankLines();
}
