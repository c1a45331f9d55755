using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>Counts this process's changes to infosessions, so that cached lists are invalidated at once.</summary>
public sealed class InfosessionCacheInvalidator : SaveChangesInterceptor
{
    private long _changes;

    /// <summary>A number that changes with every change.</summary>
    public long Latest => Interlocked.Read(ref _changes);

    public void Changed() => Interlocked.Increment(ref _changes);

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries().Any(e => e.State != EntityState.Unchanged && e.Entity is Infosession or Registration or SeatHold or Topic))
        {
            Changed();
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }
}
