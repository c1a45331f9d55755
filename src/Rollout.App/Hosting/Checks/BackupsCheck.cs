using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Hosting.Backups;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that scheduled backups are being made.</summary>
internal sealed class BackupsCheck(ScheduledBackups backups, IOptions<BackupSettings> options, IDbContextFactory<RolloutDb> dbs, IClock clock, Localizer words) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var db = dbs.CreateDbContext();
        var (made, every) = (backups.Made(), options.Value.EveryHours);
        var age = made is [var newest, ..] ? clock.GetCurrentInstant() - newest.MadeAt : Duration.Zero;

        // A backup may be late because the program was not running; a whole interval late means that it fails, or that it has not run since.
        var (well, says) =
            !db.IsSqlite ? (true, words["check.backups-postgres"])
            : backups.IsDemo ? (true, words["check.backups-demo"])
            : !backups.IsOn ? (true, words["check.backups-off"])
            : made.Count == 0 ? (true, words["check.backups-none", backups.Folder])
            : age.TotalHours >= 2 * every ? (backups.HadTime == false, words[$"check.backups-{(backups.HadTime switch { false => "soon", true => "late", null => "late-here" })}", words.Ago(age), backups.Folder])
            : age.TotalHours < 1 ? (true, words.Count("check.backups-fresh", made.Count, backups.Folder))
            : (true, words["check.backups-well", words.Ago(age), made.Count, backups.Folder]);
        if (db.IsSqlite && backups.IsOn)
        {
            says += " " + words["check.backups-schedule", words.Length(Duration.FromHours(every)), options.Value.Keep];
        }

        return Task.FromResult(new HealthCheckResult(well ? HealthStatus.Healthy : HealthStatus.Unhealthy, says));
    }
}
