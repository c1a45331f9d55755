using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Identity.SignIn;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests;

/// <summary>
/// Every page there is, asked for by nobody, by each role and with a session that has ended, for things that exist and things that do not. What a
/// browser follows ends at a page that says something, and the status says the same as the words.
/// </summary>
public sealed partial class EveryPageTests
{
    /// <summary>Pages that have something to say about what is not there, or learn it only when the button is pressed.</summary>
    private static readonly string[] SayItInWords = ["/ticket", "/withdraw", "/warm-up", "/sign-in/link/"];

    private static readonly string[] Roles = ["employee", "ambassador", "director", "facilitator", "lead"];

    [Fact]
    public async Task Every_page_answers_everyone_with_a_status_and_words_that_agree()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        var pages = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).ToList();
        var (real, wrong) = (await RealAsync(database), new List<string>());
        Assert.True(pages.Count > 100, $"only {pages.Count} pages");

        foreach (var (who, visitor) in await VisitorsAsync(app, database, scope))
        {
            foreach (var page in pages)
            {
                foreach (var path in ((string[])[PathOf(page, real), PathOf(page, [])]).Distinct())
                {
                    wrong.AddRange((await TroublesAsync(visitor, path, mayOpen: IsOpen(page), who)).Select(trouble => $"{who} {path}: {trouble}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static async Task<IEnumerable<string>> TroublesAsync(Visitor visitor, string path, bool mayOpen, string who)
    {
        var troubles = new List<string>();
        var page = await visitor.GetAsync(path);
        for (var steps = 0; steps < 10 && (page.IsRedirect || page.Location is not null); steps++)
        {
            if (!page.IsRedirect)
            {
                return [$"{(int)page.Status} with a Location ({page.Location}), which no browser follows"];
            }

            page = await visitor.GetAsync(page.Location!);
        }

        var isNobody = who is "nobody" or "ended session";
        if (page.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound) && !(path is "/sign-in/too-often" or "/error"))
        {
            troubles.Add($"ends at {page.Path} with {(int)page.Status}");
        }

        if (page.Heading.Length == 0)
        {
            troubles.Add($"ends at {page.Path}, which has no heading");
        }

        if (isNobody && !mayOpen && page.Heading != "Sign in")
        {
            troubles.Add($"ends at {page.Path} ({page.Heading}), not where one says who one is");
        }

        if (page.Status == HttpStatusCode.OK && path.Contains(Nothing, StringComparison.Ordinal) && page.Path == path && !SayItInWords.Any(path.Contains))
        {
            troubles.Add($"says {page.Heading} about what is not there, with the status of a page");
        }

        return troubles;
    }

    private static async Task<IReadOnlyList<(string Who, Visitor Visitor)>> VisitorsAsync(RunningApp app, TestDatabase database, AsyncServiceScope scope)
    {
        await using var db = database.CreateDbContext();
        var left = await db.People.OrderBy(p => p.Id).FirstAsync(p => p.Email == null && p.Active);
        var ended = app.Visitor(left, proven: false);
        left.Leave();
        await db.SaveChangesAsync();
        var withoutMail = await db.People.OrderBy(p => p.Id).FirstAsync(p => p.Email == null && p.Active);
        var visitors = new List<(string, Visitor)> { ("nobody", app.Visitor()), ("ended session", ended), ("employee without mail", app.Visitor(withoutMail, proven: false)) };
        foreach (var role in Roles)
        {
            var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync(role);
            visitors.Add((role, app.Visitor(await db.People.SingleAsync(p => p.Id == who!.Person))));
        }

        return visitors;
    }

    // In every made-up part of an address.
    private const string Nothing = "dead";

    /// <summary>Something that exists for the first part of an address, and for parameters that say themselves what they are.</summary>
    private static async Task<Dictionary<string, object>> RealAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        var session = await db.Infosessions.Where(s => s.State == InfosessionState.Published && !s.IsDryRun && s.StartsAt > A.Monday).OrderByDescending(s => s.Waiting).FirstAsync();
        var finding = await db.Findings.FirstAsync();
        return new()
        {
            ["infosessions"] = session.Id.Value,
            ["topics"] = await db.Infosessions.Where(s => s.Id == finding.DryRun).Select(s => s.Topic.Value).FirstAsync(),
            ["ambassadors"] = (await db.Ambassadors.FirstAsync()).Id.Value,
            ["branches"] = (await db.Branches.FirstAsync()).Id.Value,
            ["launches"] = (await db.Launches.FirstAsync()).Id.Value,
            ["waves"] = (await db.Waves.FirstAsync()).Id.Value,
            ["outbox"] = (await db.Outbox.FirstAsync()).Id.Value,
            ["i"] = (await db.Ambassadors.FirstAsync(a => a.SteppedDownAt == null)).Code,
            ["f"] = session.FeedbackCode,
            ["{Person"] = (await db.Registrations.FirstAsync(r => r.Infosession == session.Id)).Person.Value,
            ["{Check"] = (await db.ReadinessChecks.FirstAsync()).Id.Value,
            ["{Finding"] = finding.Id.Value,
            ["{Topic"] = session.Topic.Value,
            ["{Ticket"] = (await db.Registrations.FirstAsync(r => r.Infosession == session.Id)).Id.Value,
        };
    }

    private static string PathOf(RouteEndpoint page, Dictionary<string, object> real)
    {
        var template = "/" + page.RoutePattern.RawText!.TrimStart('/');
        var area = template.Split('/')[1];
        return Parameter().Replace(template, parameter =>
            (real.GetValueOrDefault("{" + parameter.Groups["name"].Value) ?? (parameter.Index == area.Length + 2 ? real.GetValueOrDefault(area) : null))?.ToString()
            ?? parameter.Groups["kind"].Value switch { "guid" => $"0199{Nothing}-0000-7000-8000-000000000000", "int" => "1", _ => Nothing });
    }

    private static bool IsOpen(RouteEndpoint page) => page.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    [GeneratedRegex(@"\{(?<name>\w+)(?::(?<kind>\w+))?\}")]
    private static partial Regex Parameter();
}
