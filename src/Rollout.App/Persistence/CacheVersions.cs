using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Persistence;

/// <summary>What pages cache for a few seconds.</summary>
public enum CachedData
{
    Settings,
    Infosessions,
    Ambassadors,
    Waves,
}

/// <summary>
/// A number for each kind of cached data, changed whenever this process or another saves something of it. Keep it with what is cached: once it differs, read
/// again.
/// </summary>
public sealed class CacheVersions
{
    private readonly long[] _versions = new long[Enum.GetValues<CachedData>().Length];

    /// <summary>The current number. Get it before reading.</summary>
    public long this[CachedData kind] => Interlocked.Read(ref _versions[(int)kind]);

    public void Change(CachedData kind) => Interlocked.Increment(ref _versions[(int)kind]);

    public void ChangeAll() => Array.ForEach(Enum.GetValues<CachedData>(), Change);

    internal static IReadOnlyList<CachedData> Of(object entity) => entity switch
    {
        RolloutSettings or Branch => [CachedData.Settings],
        Infosession or Registration or SeatHold or Topic => [CachedData.Infosessions],
        Ambassador or Invitation or Credit => [CachedData.Ambassadors],
        Wave => [CachedData.Ambassadors, CachedData.Waves],
        _ => [],
    };
}

/// <summary>Changes the <see cref="CacheVersions"/> of this process when something is saved, and on PostgreSQL those of the others when it is committed.</summary>
internal sealed class CacheInvalidation(CacheVersions versions) : SaveChangesInterceptor
{
    /// <summary>The channel of LISTEN and NOTIFY.</summary>
    public const string Channel = "rollout_cache";

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (Change(eventData.Context!) is { } notify)
        {
            eventData.Context!.Database.ExecuteSql(notify);
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (Change(eventData.Context!) is { } notify)
        {
            await eventData.Context!.Database.ExecuteSqlAsync(notify, cancellationToken);
        }

        return result;
    }

    private FormattableString? Change(DbContext db)
    {
        var changed = db.ChangeTracker.Entries().SelectMany(e => CacheVersions.Of(e.Entity)).Distinct().ToList();
        changed.ForEach(versions.Change);
        if (changed.Count == 0 || db is not PostgresRolloutDb)
        {
            return null;
        }

        return $"SELECT pg_notify({Channel}, {string.Join(' ', changed)})";
    }
}

/// <summary>
/// Hears what other processes on the same PostgreSQL changed. Without it (a pooler that passes no notifications on, a lost connection) caches are out of date
/// until their few seconds have passed.
/// </summary>
internal sealed partial class CacheListener(CacheVersions versions, LiveChanges live, string connectionString, ILogger<CacheListener> log) : BackgroundService
{
    private static readonly TimeSpan TriesAgainAfter = TimeSpan.FromSeconds(5);

    // Without traffic a connection that was cut would look alive for ever.
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ToString();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(TriesAgainAfter, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        connection.Notification += (_, heard) => Array.ForEach(heard.Payload.Split(' '), Change);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {CacheInvalidation.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        versions.ChangeAll(); // by what was not heard until now
        Array.ForEach(Enum.GetValues<CachedData>(), live.Tell);
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    // A newer version may know more kinds.
    private void Change(string kind)
    {
        if (Enum.TryParse<CachedData>(kind, out var known) && Enum.IsDefined(known))
        {
            versions.Change(known);
            live.Tell(known);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes by other processes are not heard: {Reason}")]
    private partial void Lost(string reason);
}
