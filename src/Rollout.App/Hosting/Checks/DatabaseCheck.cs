using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>The database answers, can be written, and is of this version.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var where = db.IsSqlite ? Path.GetFullPath(db.Database.GetDbConnection().DataSource) : $"PostgreSQL, {db.Database.GetDbConnection().DataSource}";
        try
        {
            if (db.IsSqlite && !File.Exists(where))
            {
                return [new CheckResult(words["check.database"], false, words["check.database-missing", where])];
            }

            await CanWriteAsync(db, ct);
            return [new CheckResult(words["check.database"], true, words["check.database-well", where]), await MigrationsAsync(db, words, ct)];
        }
        catch (DbException e)
        {
            return [new CheckResult(words["check.database"], false, words["check.database-fix", where, e.Message])];
        }
    }

    private static async Task CanWriteAsync(RolloutDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE can_write (id integer)", ct);
        await transaction.RollbackAsync(ct);
    }

    private static async Task<CheckResult> MigrationsAsync(RolloutDb db, Localizer words, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).Count();
        return pending == 0
            ? new CheckResult(words["check.migrations"], true, words["check.migrations-well"])
            : new CheckResult(words["check.migrations"], false, words.Count("check.migrations-fix", pending));
    }
}
