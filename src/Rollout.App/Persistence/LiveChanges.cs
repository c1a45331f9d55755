using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Rollout.App.Persistence;

/// <summary>
/// Tells live pages that something was committed, by this process or, on PostgreSQL, by another: the same notifications that invalidate caches. Bulk updates are
/// not reported.
/// </summary>
public sealed class LiveChanges
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
    private readonly ConcurrentDictionary<object, (CachedData Kind, Action Changed)> _subscribers = [];

    /// <summary>Calls <paramref name="changed"/> after every commit of this kind, possibly more than once for one commit, until disposed. Must not throw.</summary>
    public IDisposable Subscribe(CachedData kind, Action changed)
    {
        var subscription = new Subscription(_subscribers);
        _subscribers[subscription] = (kind, changed);
        return subscription;
    }

    /// <summary>Like <see cref="Subscribe"/>, for what costs more: many changes within a moment are reported once, at its end.</summary>
    public IDisposable SubscribeCalmly(CachedData kind, Func<Task> changed)
    {
        var pending = 0;
        return Subscribe(kind, () => _ = TellLaterAsync());

        async Task TellLaterAsync()
        {
            if (Interlocked.Exchange(ref pending, 1) == 0)
            {
                await Task.Delay(Moment);
                pending = 0;
                await changed();
            }
        }
    }

    /// <summary>Returns at once: a commit neither waits for its listeners nor lends them its context.</summary>
    internal void Tell(CachedData kind)
    {
        foreach (var (_, changed) in _subscribers.Values.Where(s => s.Kind == kind))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static told => told(), changed, preferLocal: false);
        }
    }

    private sealed class Subscription(ConcurrentDictionary<object, (CachedData Kind, Action Changed)> subscribers) : IDisposable
    {
        public void Dispose() => subscribers.TryRemove(this, out _);
    }
}

/// <summary>Tells the <see cref="LiveChanges"/> what this process committed of one kind.</summary>
internal sealed class LiveCommits(CachedData kind, LiveChanges live) : ICommitListener
{
    public bool WaitsFor(EntityEntry entry) => CacheVersions.Of(entry.Entity).Contains(kind);

    public void Committed() => live.Tell(kind);
}
