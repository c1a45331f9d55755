using System.Collections.Concurrent;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.ControlRooms;

/// <summary>
/// Notifies every open control room of a wave of changes made by any process: at once when it hears of a commit, and, for bulk updates and lost notifications, by
/// polling the version once a second per wave while anyone watches. The content is read and pushed only when it changed.
/// </summary>
public sealed partial class ControlRoomFeed(FindControlRoom find, LiveChanges live, TimeProvider time, ILogger<ControlRoomFeed> log)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<WaveId, WaveWatch> _watches = [];

    /// <summary>Calls <paramref name="changed"/> whenever the wave has changed, until disposed.</summary>
    /// <param name="seen">The version the subscriber already shows.</param>
    /// <param name="changed">Receives the current content. Must not throw.</param>
    public IDisposable Subscribe(WaveId wave, int seen, Func<ControlRoom, Task> changed)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(wave, out var watch))
            {
                watch = _watches[wave] = new WaveWatch();
                var watched = watch;
                watch.Heard = live.Subscribe(CachedData.Waves, () => _ = LookOnceAsync(wave, watched));
                _ = LookAsync(wave, watch);
            }

            var key = new object();
            watch.Watchers[key] = new Subscriber(seen, changed);
            return new Subscription(() => Leave(wave, watch, key));
        }
    }

    private void Leave(WaveId wave, WaveWatch watch, object key)
    {
        lock (_gate)
        {
            watch.Watchers.TryRemove(key, out _);
            if (watch.Watchers.IsEmpty && _watches.Remove(wave))
            {
                watch.Heard!.Dispose();
                watch.Stop.Cancel();
            }
        }
    }

    private async Task LookAsync(WaveId wave, WaveWatch watch)
    {
        using var timer = new PeriodicTimer(PollInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(watch.Stop.Token))
            {
                await LookOnceAsync(wave, watch);
            }
        }
        catch (OperationCanceledException)
        {
            // The last subscriber has left.
        }
    }

    private async Task LookOnceAsync(WaveId wave, WaveWatch watch)
    {
        try
        {
            if (await find.StampAsync(wave, watch.Stop.Token) is not { } stamp)
            {
                return;
            }

            var behind = watch.Watchers.Where(w => w.Value.Seen != stamp).ToList();
            if (behind.Count == 0 || await find.RunAsync(wave, ct: watch.Stop.Token) is not { } now)
            {
                return;
            }

            foreach (var (key, watcher) in behind)
            {
                if (watch.Watchers.TryUpdate(key, watcher with { Seen = now.Stamp }, watcher))
                {
                    await watcher.Changed(now);
                }
            }
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            // A database that is briefly unavailable must not stop the polling: try again in the next second.
            Failed(trouble);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The control room could not be read")]
    private partial void Failed(Exception trouble);

    private sealed record Subscriber(int Seen, Func<ControlRoom, Task> Changed);

    private sealed class WaveWatch
    {
        public ConcurrentDictionary<object, Subscriber> Watchers { get; } = [];

        public CancellationTokenSource Stop { get; } = new();

        public IDisposable? Heard { get; set; }
    }

    private sealed class Subscription(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
