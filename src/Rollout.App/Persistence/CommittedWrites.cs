using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Rollout.App.Persistence;

/// <summary>Is notified when this process commits a write it waits for. Register it as a service.</summary>
public interface ICommitListener
{
    /// <summary>Whether it waits for this write. Called before the commit for each tracked entity; bulk updates are not seen.</summary>
    bool WaitsFor(EntityEntry entry);

    /// <summary>A write it waits for was committed, so that others see it.</summary>
    void Committed();
}

/// <summary>Notifies the <see cref="ICommitListener"/>s after the commit; before it they would not see what was written.</summary>
internal sealed class CommittedWrites(IEnumerable<ICommitListener> listeners) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ICommitListener[] _listeners = [.. listeners];
    private readonly ConditionalWeakTable<DbContext, HashSet<ICommitListener>> _waiting = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Saved(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Saved(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(eventData.Context);
        return Task.CompletedTask;
    }

    private void Note(DbContext? db)
    {
        if (_listeners.Length == 0)
        {
            return;
        }

        // RolloutDb has detected changes already.
        var (tracker, detects) = (db!.ChangeTracker, db.ChangeTracker.AutoDetectChangesEnabled);
        tracker.AutoDetectChangesEnabled = false;
        foreach (var entry in tracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var listener in _listeners.Where(l => l.WaitsFor(entry)))
            {
                _waiting.GetOrCreateValue(db).Add(listener);
            }
        }

        tracker.AutoDetectChangesEnabled = detects;
    }

    private void Saved(DbContext? db)
    {
        if (db!.Database.CurrentTransaction is null)
        {
            Committed(db);
        }
    }

    private void Committed(DbContext? db)
    {
        if (db is not null && _waiting.Remove(db, out var waiting))
        {
            foreach (var listener in waiting)
            {
                listener.Committed();
            }
        }
    }
}
