using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Hosting.Backups;
using Rollout.App.Hosting.Checks;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Backups that the program makes by itself.</summary>
public sealed class ScheduledBackupsTests
{
    [Fact]
    public async Task Backups_are_made_when_they_are_due_and_the_oldest_go()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        using var elsewhere = TestDatabase.Empty(Database.Sqlite);
        var clock = new StoppedClock(A.Monday);
        database.Given(A.Rollout(), A.Branch());
        await using var app = await RunningApp.StartAsync(database, clock, new Dictionary<string, string?> { ["Backup:EveryHours"] = "6", ["Backup:Keep"] = "2" });
        var backups = app.Services.GetRequiredService<ScheduledBackups>();

        Assert.Equal("None was made yet; the first comes within a quarter of an hour, in " + backups.Folder + ". Interval: 6 hours; kept: the last 2.", await CheckedAsync(app));
        foreach (var hours in new[] { 0, 5, 6, 12 })
        {
            clock.Now = A.Monday + Duration.FromHours(hours);
            backups.MakeWhenDue();
        }

        Assert.Equal([A.Monday + Duration.FromHours(12), A.Monday + Duration.FromHours(6)], backups.Made().Select(b => b.MadeAt));
        clock.Now = A.Monday + Duration.FromHours(23);
        Assert.Equal($"The last one was made 11 hours ago. Kept in {backups.Folder}: 2. Interval: 6 hours; kept: the last 2.", await CheckedAsync(app));
        clock.Now = A.Monday + Duration.FromHours(24);
        Assert.StartsWith("The last one was made 12 hours ago, and the one that was due could not be. The log says why", await CheckedAsync(app), StringComparison.Ordinal);
        await using var restarted = await RunningApp.StartAsync(database, clock, new Dictionary<string, string?> { ["Backup:EveryHours"] = "6", ["Backup:Keep"] = "2" });
        Assert.StartsWith("The last one was made 12 hours ago, because Rollout was not running; the next comes", await CheckedAsync(restarted), StringComparison.Ordinal);
        await RolloutProgram.SucceedAsync(elsewhere, "restore", backups.Made()[0].File);
    }

    [Fact]
    public async Task Of_a_demo_none_are_made_and_the_check_says_so_also_when_it_does_not_know_that_it_serves_one()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout(demo: true));
        await using var app = await RunningApp.StartAsync(database, new StoppedClock(A.Monday));
        var backups = app.Services.GetRequiredService<ScheduledBackups>();

        backups.MakeWhenDue();

        Assert.Empty(backups.Made());
        Assert.Equal("None are made of a demo.", await CheckedAsync(app));
    }

    private static async Task<string> CheckedAsync(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();
        return findings.Single(f => f.About == "Backups").Says;
    }
}
