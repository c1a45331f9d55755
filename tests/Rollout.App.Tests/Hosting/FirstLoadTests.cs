using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Identity.SignIn;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>How much a phone with a bad connection has to fetch.</summary>
public sealed partial class FirstLoadTests
{
    private const int MostOfAnyPage = 25_000;
    private const int MostOfALivePage = 90_000;
    private const int OfEachShape = 3;

    [Theory]
    [InlineData("anonymous", 7)]
    [InlineData("employee", 20)]
    [InlineData("ambassador", 30)]
    [InlineData("director", 35)]
    [InlineData("lead", 120)]
    public async Task No_page_is_heavier_than_its_budget(string role, int atLeast)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var load = await AsAsync(app, database, role);
        Dictionary<string, int> shapes = [];
        Queue<string> ahead = new(["/", "/infosessions", "/sign-in", "/my/privacy"]);
        HashSet<string> known = [.. ahead];
        List<string> heavy = [], sizes = [];
        while (ahead.TryDequeue(out var path))
        {
            var (status, bytes, html) = await load.OfAsync(path);
            if (status != HttpStatusCode.OK)
            {
                continue;
            }

            sizes.Add(string.Create(CultureInfo.InvariantCulture, $"{bytes,7} {path}"));
            if (bytes > BudgetOf(path, html))
            {
                heavy.Add($"{path}: {bytes} bytes, of {BudgetOf(path, html)}");
            }

            foreach (var link in (await new HtmlParser().ParseDocumentAsync(html)).QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]))
            {
                var shape = Shape(link);
                if (known.Add(link) && !IsFile().IsMatch(link) && (shapes[shape] = shapes.GetValueOrDefault(shape) + 1) <= OfEachShape)
                {
                    ahead.Enqueue(link);
                }
            }
        }

        Assert.Empty(heavy);
        Assert.True(sizes.Count >= atLeast, $"Only {sizes.Count} pages: {string.Join(Environment.NewLine, sizes)}");
    }

    // In bytes, all that is fetched: sign-up 15 kB, lists 20 kB, the lead's start 25 kB, live pages 90 kB.
    private static int BudgetOf(string path, string html) =>
        html.Contains("_framework/blazor.web", StringComparison.Ordinal) ? MostOfALivePage
        : SignUp().IsMatch(path) ? 15_000
        : path.Split('?')[0] is "/infosessions" or "/people" or "/ambassadors" or "/outbox" or "/waves" or "/topics" or "/branches" or "/infosessions/figures" ? 20_000
        : MostOfAnyPage;

    private static async Task<FirstLoad> AsAsync(RunningApp app, TestDatabase database, string role)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
        if (role == "anonymous")
        {
            return new FirstLoad(app.Address);
        }

        var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync(role);
        await using var db = database.CreateDbContext();
        var (name, value) = app.CookieOf((await db.People.FindAsync(who!.Person))!);
        return new FirstLoad(app.Address, $"{name}={value}");
    }

    private static string Shape(string path) => Numbers().Replace(Ids().Replace(path, "*"), "*");

    [GeneratedRegex(@"^/infosessions/[0-9a-f-]{36}(/sign-up)?$")]
    private static partial Regex SignUp();

    [GeneratedRegex(@"\.(ics|csv|xlsx|pdf|svg|png|json|eml|txt)(\?|$)|/material/|/export")]
    private static partial Regex IsFile();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();

    [GeneratedRegex("[0-9]+|(?<==)[^&]*")]
    private static partial Regex Numbers();
}
