using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>Brings the database up to the schema of this version.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<RolloutDb> dbs, DatabaseSchema schema)
{
    /// <exception cref="OperatorException">A newer version made the database.</exception>
    public async Task RunAsync(CancellationToken ct = default)
    {
        if ((await schema.CompareAsync(ct)).Unknown is { Count: > 0 } unknown)
        {
            throw new OperatorException(
                $"This database was brought up to date by a newer version of Rollout than this one ({typeof(DatabaseMigrator).Assembly.GetName().Version!.ToString(3)}): " +
                $"it has {string.Join(", ", unknown)}. Start that version, or restore a backup from before the upgrade.");
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        await RefreshPersonKeys.RunAsync(db, ct);
    }
}
