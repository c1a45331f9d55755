using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Demo;
using Rollout.App.Identity.SignIn;
using Rollout.Testing;

namespace Rollout.App.Tests;

/// <summary>
/// Every link, form, QR code and mail of each demo, followed by nobody and by each role as a browser does: it ends at a page that says what was promised. Of
/// addresses that differ only in an id or a value, a few are followed.
/// </summary>
public sealed class EveryLinkTests
{
    [Theory]
    [InlineData("plegt-vos", 2)]
    [InlineData("telenet", 1)]
    [InlineData("kpn", 1)]
    public async Task Every_link_leads_where_it_says(string demo, int ofEachShape)
    {
        using var database = TestDatabase.On(Database.Sqlite);

        // An address that is known beforehand is that of mails and QR codes too; without jobs, the demos stay as they were made.
        await using var app = await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs, address: $"http://127.0.0.1:{PostgresServer.FreePort()}");
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync(demo);
        var crawls = new List<LinkCrawl> { new(app, "nobody", app.Visitor(), ofEachShape) };
        await using var db = database.CreateDbContext();
        // The auditor's pages are the lead's.
        foreach (var role in SignInAs.Roles.Except(["auditor"]))
        {
            var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync(role);
            crawls.Add(new LinkCrawl(app, role, app.Visitor(await db.People.SingleAsync(p => p.Id == who!.Person)), ofEachShape));
        }

        await Task.WhenAll(crawls.Select(c => c.FollowAllAsync("/", "/infosessions", "/sign-in", "/i", "/house-rules")));
        var mails = await LinkCrawl.FollowMailsAsync(app, await db.Outbox.AsNoTracking().Where(m => m.Person != null).ToListAsync(), id => db.People.Single(p => p.Id == id), ofEachShape);

        Assert.True(crawls.Sum(c => c.Followed) > 200, $"only {crawls.Sum(c => c.Followed)} pages");
        string[] wrong = [.. crawls.SelectMany(c => c.Wrong), .. mails];
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }
}
