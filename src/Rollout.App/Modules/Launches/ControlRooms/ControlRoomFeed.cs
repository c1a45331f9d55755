using System.Collections.Concurrent;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.ControlRooms;

/// <summary>
/// Tells every open control room of a wave when something happened, whichever process did it: while anyone watches, one question a second and
/// wave is asked of the database, and only another answer is read and pushed.
/// </summary>
public sealed partial class ControlRoomFeed(FindControlRoom find, TimeProvider time, ILogger<ControlRoomFeed> log)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<WaveId, WaveWatch> _watches = [];

    /// <summary>Calls <paramref name="changed"/> whenever the wave is not what it was, until disposed.</summary>
    /// <param name="wave">The wave that is watched.</param>
    /// <param name="seen">The stamp of what the watcher shows already.</param>
    /// <param name="changed">Gets what the control room shows now. It must not throw.</param>
    public IDisposable Subscribe(WaveId wave, int seen, Func<ControlRoom, Task> changed)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(wave, out var watch))
            {
                watch = _watches[wave] = new WaveWatch();
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
            // Nobody watches any more.
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
            // A database that is away for a moment must not end the watching: the next second asks again.
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
    }

    private sealed class Subscription(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
