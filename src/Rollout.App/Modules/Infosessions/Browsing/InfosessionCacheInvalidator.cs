using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>Counts what this process changed about infosessions, so that what it remembers of them is forgotten at once.</summary>
public sealed class InfosessionCacheInvalidator : SaveChangesInterceptor
{
    private long _changes;

    /// <summary>Another number after every change.</summary>
    public long Latest => Interlocked.Read(ref _changes);

    public void Changed() => Interlocked.Increment(ref _changes);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries().Any(e => e.State != EntityState.Unchanged && e.Entity is Infosession or Registration or Topic))
        {
            Changed();
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }
}
