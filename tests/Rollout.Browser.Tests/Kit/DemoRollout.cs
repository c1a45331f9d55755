using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Rollout.App.Demo;
using Rollout.App.Identity.SignIn;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>The demo of plegt-vos, created once and shared by several tests; none of them changes it.</summary>
public class DemoRollout : IAsyncLifetime
{
    private RunningRollout _rollout = default!;

    internal RunningRollout Rollout => _rollout;

    private protected virtual Database Kind => Database.Sqlite;

    public virtual async Task InitializeAsync()
    {
        _rollout = await RunningRollout.StartAsync(Kind, A.Monday);
        await using var scope = _rollout.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync("plegt-vos");
    }

    public async Task DisposeAsync() => await _rollout.DisposeAsync();

    /// <summary>Someone of the demo in a browser, signed in; "anonymous" is not signed in.</summary>
    internal async Task<BrowserVisitor> VisitorAsync(string role, Browsing how) => await VisitorAsync(role == "anonymous" ? null : await SomeoneAsync(role), how);

    /// <param name="person">Null for nobody.</param>
    internal async Task<BrowserVisitor> VisitorAsync(Person? person, Browsing how)
    {
        var visitor = await BrowserVisitor.ArriveAsync(_rollout.Address, how);
        if (person is not null)
        {
            var (name, value) = _rollout.CookieOf(person);
            await visitor.Context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = _rollout.Address, HttpOnly = true }]);
        }

        return visitor;
    }

    /// <summary>
    /// The feedback pages of one recent infosession and one whose feedback has closed. No page links to them; the address is on the last slide. For the lead
    /// also the result of one.
    /// </summary>
    internal async Task<IReadOnlyList<string>> FeedbackPathsAsync(string role)
    {
        await using var db = _rollout.Database.CreateDbContext();
        var over = await db.Infosessions.Where(s => s.EndsAt < _rollout.Clock.Now && !s.IsDryRun).OrderBy(s => s.StartsAt).Select(s => new { s.Id, s.FeedbackCode }).ToListAsync();
        string[] answering = [$"/f/{over[0].FeedbackCode}", $"/f/{over[^1].FeedbackCode}"];
        return role == "lead" ? [.. answering, $"/infosessions/{over[0].Id}/results"] : answering;
    }

    // The person the demo signs in for that role.
    private async Task<Person> SomeoneAsync(string role)
    {
        await using var scope = _rollout.Services.CreateAsyncScope();
        var who = await scope.ServiceProvider.GetRequiredService<SignInAs>().RunAsync(role);
        Assert.NotNull(who);
        await using var db = _rollout.Database.CreateDbContext();
        return await db.People.AsNoTracking().SingleAsync(p => p.Id == who.Person);
    }
}

/// <summary>The same on PostgreSQL. Unlike SQLite it answers asynchronously, so components render once before their data is loaded.</summary>
public sealed class DemoOnPostgres : DemoRollout
{
    private protected override Database Kind => Database.Postgres;
}
