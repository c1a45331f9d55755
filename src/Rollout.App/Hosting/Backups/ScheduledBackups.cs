using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Hosting.Backups;

/// <summary>The schedule of automatic backups of the embedded database: configuration section <c>Backup</c>.</summary>
public sealed class BackupSettings
{
    /// <summary>Hours between backups; 0 turns them off.</summary>
    public int EveryHours { get; init; } = 24;

    /// <summary>How many backups to keep; older ones are deleted.</summary>
    public int Keep { get; init; } = 7;

    /// <summary>The target folder; <c>backups</c> in the data folder by default.</summary>
    public string? Folder { get; init; }
}

/// <summary>Makes backups of the embedded database on a schedule and deletes the oldest. The times come from the file names, so a restart changes nothing.</summary>
public sealed partial class ScheduledBackups(
    BackupArchive archive, IOptions<BackupSettings> options, HostSettings settings, IDbContextFactory<RolloutDb> dbs, IClock clock, TimeProvider time, ILogger<ScheduledBackups> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMinutes(10);
    private static readonly Duration FirstWithin = Duration.FromMinutes(15);
    private static readonly LocalDateTimePattern Name = LocalDateTimePattern.CreateWithInvariantCulture("'rollout-'uuuuMMdd-HHmmss'.zip'");
    private Instant? _startedAt;

    /// <summary>False on PostgreSQL, in a demo, and when turned off.</summary>
    public bool IsOn => options.Value.EveryHours > 0 && !IsDemo && IsSqlite();

    /// <summary>Whether this is a demo, of which no backups are made: by how the program was started, or by what is in the database.</summary>
    public bool IsDemo => settings.Demo is not null || HoldsDemo();

    public string Folder => options.Value.Folder is { Length: > 0 } folder ? folder : Path.Combine(settings.DataFolder, HostSettings.BackupsFolder);

    /// <summary>
    /// False until the program has run long enough to have made a backup that was due when it started. Null where it does not run, as in a command.
    /// </summary>
    public bool? HadTime => _startedAt is { } started ? clock.GetCurrentInstant() - started >= FirstWithin : null;

    /// <summary>The existing backups, newest first.</summary>
    public IReadOnlyList<(Instant MadeAt, string File)> Made() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.GetFiles(Folder, "rollout-*.zip").Select(file => (Parsed: Name.Parse(Path.GetFileName(file)), file)).Where(f => f.Parsed.Success)
            .Select(f => (f.Parsed.Value.InUtc().ToInstant(), f.file)).OrderByDescending(f => f.Item1),
    ];

    /// <summary>Makes a backup if one is due.</summary>
    /// <exception cref="OperatorException">The backup could not be made.</exception>
    public void MakeWhenDue()
    {
        var now = clock.GetCurrentInstant();
        if (!IsOn || (Made() is [var newest, ..] && now - newest.MadeAt < Duration.FromHours(options.Value.EveryHours)))
        {
            return;
        }

        // Another process on the same folder may be making it already.
        HostSettings.MakePrivateFolder(Folder);
        using var alone = FolderLock.TryTake(Folder, "backup.lock");
        var file = Path.Combine(Folder, Name.Format(now.InUtc().LocalDateTime));
        if (alone is not null && !File.Exists(file))
        {
            archive.Make(file);
            foreach (var (_, old) in Made().Skip(options.Value.Keep))
            {
                File.Delete(old);
            }
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _startedAt = clock.GetCurrentInstant();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                MakeWhenDue();
            }
            catch (Exception e) when (e is OperatorException or IOException or UnauthorizedAccessException)
            {
                Failed(log, e.Message);
            }
        }
    }

    private bool HoldsDemo()
    {
        try
        {
            using var db = dbs.CreateDbContext();
            return db.IsSqlite && File.Exists(settings.DatabaseFile) && db.Rollouts.Any(r => r.IsDemo);
        }
        catch (SqliteException)
        {
            return false; // damaged, or not set up: other checks say so
        }
    }

    private bool IsSqlite()
    {
        using var db = dbs.CreateDbContext();
        return db.IsSqlite;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup that was due could not be made: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}

internal static class BackupsSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupSettings>().BindConfiguration("Backup");
        return services.AddSingleton<BackupArchive>().AddSingleton<RestoreBackup>().AddSingleton<ScheduledBackups>().AddHostedService(provider => provider.GetRequiredService<ScheduledBackups>());
    }
}
