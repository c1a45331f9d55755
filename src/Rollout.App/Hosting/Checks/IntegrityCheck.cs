using Microsoft.Data.Sqlite;
using Rollout.App.Hosting.Backups;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks pages, indexes and foreign keys of the embedded database.</summary>
internal sealed class IntegrityCheck(HostSettings settings, IConfiguration configuration) : ICheck
{
    public Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CheckResult>>(configuration.GetConnectionString("Rollout") is null && File.Exists(settings.DatabaseFile) ? [Look(words)] : []);

    private CheckResult Look(Localizer words)
    {
        string? damage;
        try
        {
            using var connection = SqliteFile.Open(settings.DatabaseFile, SqliteOpenMode.ReadOnly);
            damage = SqliteFile.FindDamage(connection);
        }
        catch (SqliteException e)
        {
            damage = e.Message;
        }

        return damage is null
            ? new CheckResult(words["check.integrity"], true, words["check.integrity-well"])
            : new CheckResult(words["check.integrity"], false, words["check.integrity-fix", damage]);
    }
}
