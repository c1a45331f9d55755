using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Hosting.Backups;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks pages, indexes and foreign keys of the embedded database; with PostgreSQL there is nothing to check.</summary>
internal sealed class IntegrityCheck(HostSettings settings, IConfiguration configuration, Localizer words) : IHealthCheck
{
    // Result codes of SQLite: https://sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(configuration.GetConnectionString("Rollout") is null && File.Exists(settings.DatabaseFile) ? Look() : HealthCheckResult.Healthy());

    private HealthCheckResult Look()
    {
        string? damage;
        try
        {
            using var connection = SqliteFile.Open(settings.DatabaseFile, SqliteOpenMode.ReadOnly);
            damage = SqliteFile.FindDamage(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (Corrupt or NotADatabase))
        {
            return HealthCheckResult.Unhealthy(words["check.integrity-unseen", e.Message]);
        }
        catch (SqliteException e)
        {
            damage = e.Message;
        }

        return damage is null ? HealthCheckResult.Healthy(words["check.integrity-well"]) : HealthCheckResult.Unhealthy(words["check.integrity-fix", damage]);
    }
}
