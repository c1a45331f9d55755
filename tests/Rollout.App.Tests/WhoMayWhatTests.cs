using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Identity;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Tests.Architecture;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests;

/// <summary>
/// Every page, act, file and feed, asked for over HTTP as everyone there is, and what came of it is docs/who-may-what.md: a change of who may do what is a change
/// of that page, or this test fails. To write the page anew, run the test with ROLLOUT_WRITE_DOCS=1.
/// </summary>
public sealed partial class WhoMayWhatTests
{
    private const int MostMissing = 10;
    private static readonly string Page = Path.Combine(Sources.Root, "docs", "who-may-what.md");

    private const string Head =
        """
        # Who may what

        Made by `WhoMayWhatTests`, which asks for everything listed here over HTTP, as each of these people. Do not edit it: run the test with `ROLLOUT_WRITE_DOCS=1`.

        * **yes**: it opens, or the act is reached, which then decides about the thing itself (its own session, the own branch, a signed link).
        * **no**: refused, with the page that says it is for someone else.
        * **sign in**: led to the sign-in first.
        * **not there**: answered as if it did not exist, because it belongs to another branch.
        * The auditor looks wherever a lead does: **yes** on an address that is read, **no** on an act.
        * **live**: what a page does over its live connection, asked of the command itself as a circuit of that person.
        * **token**: for programs with a token, refused to every browser.

        "Own" and "other" say whose branch or launch the address names; where an address names none, both are the same. By number or card means someone who proved nothing: whatever roles they hold elsewhere, none counts.


        """;

    [Fact]
    public async Task Everything_there_is_opens_for_whom_the_page_says_and_for_nobody_else()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        var people = await EveryoneAsync(app, database, scope);
        var rows = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(e => MethodsOf(e).Select(m => (Method: m, Route: NameOf(e))))
            .Where(r => !r.Route.StartsWith("/_", StringComparison.Ordinal))
            .Distinct().OrderBy(r => r.Route, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal).ToList();
        Assert.True(rows.Count > 200, $"only {rows.Count} addresses");

        var table = new StringBuilder(Head).Append("| | ").AppendJoin(" | ", people.Select(p => p.Who)).Append(" |\n|---|").AppendJoin("", people.Select(_ => "---|")).Append('\n');
        foreach (var (method, route) in rows)
        {
            table.Append("| ").Append(method == "POST" ? "POST " : method == "GET" ? "" : method + " ").Append('`').Append(route.Replace("|", "\\|", StringComparison.Ordinal)).Append("` |");
            foreach (var person in people)
            {
                table.Append(' ').Append(await AskAsync(person, method, route)).Append(" |");
            }

            table.Append('\n');
        }

        foreach (var (name, act) in await LiveActsAsync(database, people))
        {
            table.Append("| live `").Append(name).Append("` |");
            foreach (var person in people)
            {
                table.Append(' ').Append(await OverACircuitAsync(app, person, act)).Append(" |");
            }

            table.Append('\n');
        }

        if (Environment.GetEnvironmentVariable("ROLLOUT_WRITE_DOCS") is not null)
        {
            await File.WriteAllTextAsync(Page, table.ToString());
        }

        var (written, found) = (RowsOf(await File.ReadAllTextAsync(Page)), RowsOf(table.ToString()));
        Assert.Empty(found.Where(row => written.TryGetValue(row.Key, out var says) && says != row.Value).Select(row => $"{row.Key} is {row.Value}, and the page says {written[row.Key]}"));

        // A few addresses that are newer than the page do not stop those who make them; more do.
        var missing = found.Keys.Except(written.Keys).ToList();
        Assert.True(missing.Count <= MostMissing, $"The page lacks {string.Join(", ", missing)}");
    }

    private static Dictionary<string, string> RowsOf(string page) =>
        page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal)).Select(line => line.Split("` |")).ToDictionary(row => row[0], row => row[1]);

    /// <param name="Arrive">Signs in anew: some acts sign out.</param>
    private sealed record Someone(string Who, Person? Person, bool IsProven, Func<Visitor> Arrive, BranchId Branch, LaunchId Launch);

    /// <summary>What is read and done on live pages, by a circuit and not by a request: all of it asks who is there for itself.</summary>
    private static async Task<IReadOnlyList<(string Name, Func<IServiceProvider, Someone, Task<bool>> Act)>> LiveActsAsync(TestDatabase database, IReadOnlyList<Someone> people)
    {
        await using var db = database.CreateDbContext();
        var facilitator = people.Single(p => p.Who == "facilitator").Person!.Id;
        var waves = await db.Launches.ToDictionaryAsync(l => l.Id, l => l.Wave);
        var theirs = await db.Infosessions.AsNoTracking().FirstAsync(s => s.Facilitator == facilitator && s.State == InfosessionState.Published);
        var another = await db.Infosessions.AsNoTracking().FirstAsync(s => s.Facilitator != facilitator && s.State == InfosessionState.Published);

        // The version does not exist: permission is checked first, so those who have it get 404.
        Func<IServiceProvider, Someone, Task<bool>> Move(Infosession session) => async (services, _) =>
        {
            await services.GetRequiredService<ReplanInfosession>().RunAsync(session.Id, PlanRequest.Of(session), version: -1);
            return true;
        };
        return
        [
            ("control room of a wave", async (services, someone) => await services.GetRequiredService<FindWave>().RunAsync(waves[someone.Launch]) is not null),
            ("move an infosession that the facilitator here gives", Move(theirs)),
            ("move an infosession that another gives", Move(another)),
            ("plan an infosession for another", async (services, _) => (await services.GetRequiredService<PlanInfosessions>().RunAsync([new(another.Topic, PlanRequest.Of(another))], publish: false)).Count == 1),
        ];
    }

    private static async Task<string> OverACircuitAsync(RunningApp app, Someone someone, Func<IServiceProvider, Someone, Task<bool>> act)
    {
        await using var circuit = app.Services.CreateAsyncScope();
        var user = someone.Person is { } person ? SignInClaims.For(person.Id, someone.IsProven) : new ClaimsPrincipal(new ClaimsIdentity());
        ((IHostEnvironmentAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        try
        {
            return await act(circuit.ServiceProvider, someone) ? "yes" : "not there";
        }
        catch (BrokenRuleException broken)
        {
            return broken.Rule == InfosessionRules.OnlyItsFacilitator ? "no" : "yes";
        }
        catch (DbUpdateConcurrencyException)
        {
            return "yes";
        }
        catch (UnauthorizedAccessException)
        {
            return "sign in";
        }
    }

    private static async Task<IReadOnlyList<Someone>> EveryoneAsync(RunningApp app, TestDatabase database, AsyncServiceScope scope)
    {
        await using var db = database.CreateDbContext();
        async Task<Person> HoldingAsync(string role)
        {
            var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync(role);
            return await db.People.SingleAsync(p => p.Id == who!.Person);
        }

        var (director, lead) = (await HoldingAsync("director"), await HoldingAsync("lead"));
        var launches = await db.Launches.OrderBy(l => l.Id).Select(l => new { l.Id, l.Branch }).ToListAsync();
        var own = launches.First(l => db.Branches.Any(b => b.Id == l.Branch && b.Director == director.Id));
        var other = launches.First(l => l.Branch != own.Branch && !db.Branches.Any(b => b.Id == l.Branch && b.Director == director.Id));
        var auditor = await HoldingAsync("auditor");
        Someone As(string who, Person? person, bool isProven = true, bool inOther = false) =>
            new(who, person, isProven, () => person is null ? app.Visitor() : app.Visitor(person, isProven), inOther ? other.Branch : own.Branch, inOther ? other.Id : own.Id);
        var (employee, ambassador, facilitator) = (await HoldingAsync("employee"), await HoldingAsync("ambassador"), await HoldingAsync("facilitator"));
        return
        [
            As("nobody", null),
            As("by number or card", lead, isProven: false),
            As("employee", employee),
            As("ambassador", ambassador),
            As("facilitator", facilitator),
            As("director, own", director),
            As("director, other", director, inOther: true),
            As("auditor", auditor),
            As("lead", lead),
        ];
    }

    private static async Task<string> AskAsync(Someone person, string method, string route)
    {
        var named = NamesTheirs(route);
        var path = Parameter().Replace(route, parameter => (named, parameter.Index == route.IndexOf('{', StringComparison.Ordinal)) switch
        {
            ("branches", true) => person.Branch.ToString(),
            ("launches", true) => person.Launch.ToString(),
            _ => parameter.Groups["kind"].Value switch { "int" => "1", "regex" => parameter.Groups["first"].Value, "" => "dead", _ => "0199dead-0000-7000-8000-000000000000" },
        });
        var visitor = person.Arrive();
        var answer = method == "GET" ? await visitor.GetAsync(path) : await visitor.SendAsync(new HttpMethod(method), path);
        return answer switch
        {
            { Status: HttpStatusCode.Unauthorized } => "token",
            { Location: { } to } when to.StartsWith("/denied", StringComparison.Ordinal) => "no",
            { Location: { } to } when to.StartsWith("/sign-in?", StringComparison.Ordinal) => "sign in",
            { Status: HttpStatusCode.InternalServerError } => "error",
            { Status: HttpStatusCode.NotFound } when named is not null && method == "GET" => "not there",
            _ => "yes",
        };
    }

    /// <summary>Whether the address names a branch or a launch by its id.</summary>
    private static string? NamesTheirs(string route) => route.Split('/') is [_, "branches" or "launches", ['{', ..], ..] parts ? parts[1] : null;

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
        ? ["GET"] // a page's forms are posted to it, by whom it opens for
        : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string NameOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(?::(?<kind>\w+)(?:\(\^\((?<first>\w+)[^{}]*\))?)?\}")]
    private static partial Regex Parameter();
}
