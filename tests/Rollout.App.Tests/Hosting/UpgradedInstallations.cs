using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Databases of the release, each brought up to date once and served.</summary>
public sealed class UpgradedInstallations : IAsyncLifetime
{
    private readonly Dictionary<Database, (TestDatabase Database, RunningApp App)> _upgraded = [];

    public async Task InitializeAsync()
    {
        foreach (var kind in Enum.GetValues<Database>())
        {
            var database = ReleasedInstallation.Stored(kind);
            _upgraded[kind] = (database, await ReleasedInstallation.StartAsync(database));
        }
    }

    public TestDatabase DatabaseOf(Database kind) => _upgraded[kind].Database;

    public RunningApp AppOf(Database kind) => _upgraded[kind].App;

    public async Task DisposeAsync()
    {
        foreach (var (database, app) in _upgraded.Values)
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
