using System.Collections.Concurrent;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>
/// Tells every open control room of a wave when something happened, whichever process did it: while anyone watches, one question a second and
/// wave is asked of the database, and only another answer is read and pushed.
/// </summary>
public sealed partial class ControlRoomFeed(FindControlRoom find, TimeProvider time, ILogger<ControlRoomFeed> log)
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<WaveId, Watch> _watches = [];

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
                watch = _watches[wave] = new Watch();
                _ = LookAsync(wave, watch);
            }

            var key = new object();
            watch.Watchers[key] = new Watcher(seen, changed);
            return new Subscription(() => Leave(wave, watch, key));
        }
    }

    private void Leave(WaveId wave, Watch watch, object key)
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

    private async Task LookAsync(WaveId wave, Watch watch)
    {
        using var timer = new PeriodicTimer(LooksEvery, time);
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

    private async Task LookOnceAsync(WaveId wave, Watch watch)
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

    private sealed record Watcher(int Seen, Func<ControlRoom, Task> Changed);

    private sealed class Watch
    {
        public ConcurrentDictionary<object, Watcher> Watchers { get; } = [];

        public CancellationTokenSource Stop { get; } = new();
    }

    private sealed class Subscription(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
