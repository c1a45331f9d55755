using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the database answers, can be written to, and matches this version.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<RolloutDb> dbs, DatabaseSchema schema)
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
            return [new CheckResult(words["check.database"], true, words["check.database-well", where]), Tables(await schema.CompareAsync(ct), words)];
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

    private static CheckResult Tables(SchemaStatus status, Localizer words) => new(words["check.migrations"], status.IsCurrent, status switch
    {
        { Unknown.Count: > 0 } => words["check.migrations-newer", string.Join(", ", status.Unknown)],
        { Pending.Count: > 0 } => words.Count("check.migrations-fix", status.Pending.Count),
        { Differences.Count: > 0 } => words["check.migrations-differ", string.Join(", ", status.Differences.Select(d => In(d, words)))],
        _ => words["check.migrations-well"],
    });

    private static string In(SchemaDifference difference, Localizer words) =>
        words["check.schema-" + difference.Kind, difference.Name, difference.Expected, difference.Actual];
}
