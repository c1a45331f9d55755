using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public sealed class VersionedCacheTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Those_who_ask_for_the_same_at_once_cause_one_read()
    {
        var (cache, reads, release) = (ACache.New(), 0, new TaskCompletionSource());
        var asking = Enumerable.Range(0, 20).Select(_ => cache.GetOrReadAsync("settings", Hour, async () =>
        {
            Interlocked.Increment(ref reads);
            await release.Task;
            return "De Brug";
        }).AsTask()).ToList();
        release.SetResult();

        Assert.All(await Task.WhenAll(asking), name => Assert.Equal("De Brug", name));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task What_is_being_read_while_it_changes_is_not_given_to_those_who_ask_afterwards()
    {
        var versions = new CacheVersions();
        var (cache, stored, began, release) = (ACache.New(versions), "old", new TaskCompletionSource(), new TaskCompletionSource());
        var before = cache.GetOrReadAsync("settings", Hour, async () =>
        {
            var read = stored;
            began.SetResult();
            await release.Task;
            return read;
        }, CachedData.Settings).AsTask();
        await began.Task;

        stored = "new";
        versions.Change(CachedData.Settings);
        var after = cache.GetOrReadAsync("settings", Hour, () => Task.FromResult(stored), CachedData.Settings).AsTask();
        release.SetResult();

        Assert.Equal(("old", "new"), (await before, await after));
        Assert.Equal("new", await cache.GetOrReadAsync("settings", Hour, () => Task.FromResult("never read"), CachedData.Settings));
    }

    [Fact]
    public async Task What_failed_is_read_again()
    {
        var cache = ACache.New();
        await Assert.ThrowsAsync<TimeoutException>(async () => await cache.GetOrReadAsync("settings", Hour, () => Task.FromException<string>(new TimeoutException())));

        Assert.Equal("De Brug", await cache.GetOrReadAsync("settings", Hour, () => Task.FromResult("De Brug")));
    }

    [Fact]
    public async Task What_is_saved_is_read_again_and_the_rest_is_not()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var gent = A.Branch();
        database.Given(A.Rollout(), gent);
        await using var app = await RunningApp.StartAsync(database);
        var (cache, reads) = (app.Services.GetRequiredService<VersionedCache>(), 0);
        async Task<string> ReadAsync(CachedData data) => await cache.GetOrReadAsync($"test {data}", Hour, () => Task.FromResult($"read {++reads}"), data);
        Assert.Equal(("read 1", "read 2", "read 1"), (await ReadAsync(CachedData.Settings), await ReadAsync(CachedData.Ambassadors), await ReadAsync(CachedData.Settings)));

        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync())
        {
            (await db.Branches.SingleAsync(b => b.Id == gent.Id)).Rename("Gand");
            await db.SaveChangesAsync();
        }

        Assert.Equal(("read 3", "read 2"), (await ReadAsync(CachedData.Settings), await ReadAsync(CachedData.Ambassadors)));
    }

    [Fact]
    public async Task The_settings_of_an_empty_installation_are_not_cached_as_missing()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var settings = new RolloutSettingsCache(database, ACache.New());
        Assert.Null(await settings.FindAsync());

        database.Given(A.Rollout());

        Assert.Equal("De Brug", (await settings.FindAsync())?.PlatformName);
        Assert.Same(await settings.FindAsync(), await settings.FindAsync()); // not copied for each reader
    }
}
