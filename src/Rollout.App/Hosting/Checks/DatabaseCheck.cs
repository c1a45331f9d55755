using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the database answers and can be written to.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<RolloutDb> dbs, Localizer words) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var where = db.IsSqlite ? Path.GetFullPath(db.Database.GetDbConnection().DataSource) : $"PostgreSQL, {db.Database.GetDbConnection().DataSource}";
        try
        {
            if (db.IsSqlite && !File.Exists(where))
            {
                return HealthCheckResult.Unhealthy(words["check.database-missing", where]);
            }

            // SQLite would try again for longer than a check may take.
            if (db.IsSqlite && FolderCheck.ProblemOfFile(where) is { } problem)
            {
                return HealthCheckResult.Unhealthy(words["check.folder-fix", where, problem]);
            }

            await CanWriteAsync(db, cancellationToken);
            return HealthCheckResult.Healthy(words["check.database-well", where]);
        }
        catch (DbException e)
        {
            return HealthCheckResult.Unhealthy(words["check.database-fix", where, e.Message]);
        }
    }

    private static async Task CanWriteAsync(RolloutDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE can_write (id integer)", ct);
        await transaction.RollbackAsync(ct);
    }
}

/// <summary>Checks that the real schema is that of this version.</summary>
internal sealed class SchemaCheck(IDbContextFactory<RolloutDb> dbs, DatabaseSchema schema, Localizer words) : DatabaseHealthCheck(dbs, words)
{
    protected override async Task<HealthCheckResult> LookAsync(RolloutDb db, CancellationToken ct) => await schema.CompareAsync(ct) switch
    {
        { Unknown.Count: > 0 } newer => HealthCheckResult.Unhealthy(Words["check.schema-newer", string.Join(", ", newer.Unknown)]),
        { Pending.Count: > 0 } older => HealthCheckResult.Unhealthy(Words.Count("check.schema-fix", older.Pending.Count)),
        { Differences.Count: > 0 } other => HealthCheckResult.Unhealthy(Words["check.schema-differ", string.Join(", ", other.Differences.Select(In))]),
        _ => HealthCheckResult.Healthy(Words["check.schema-well"]),
    };

    private string In(SchemaDifference difference) => Words["check.schema-" + difference.Kind, difference.Name, difference.Expected, difference.Actual];
}
