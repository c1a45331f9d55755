using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Counts this process's changes to ambassadors, so that its cached board is invalidated at once.</summary>
public sealed class AmbassadorCacheInvalidator : SaveChangesInterceptor
{
    private long _changes;

    /// <summary>A number that changes with every change.</summary>
    public long Latest => Interlocked.Read(ref _changes);

    // After saving: a board rendered in between is cached under the old number.
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries().Any(e => e.Entity is Ambassador or Invitation or Credit or Wave))
        {
            Interlocked.Increment(ref _changes);
        }

        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }
}
