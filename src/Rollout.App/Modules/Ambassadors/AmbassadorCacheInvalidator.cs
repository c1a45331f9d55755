using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Counts what this process changed about ambassadors, so that what it remembers of their board is forgotten at once.</summary>
public sealed class AmbassadorCacheInvalidator : SaveChangesInterceptor
{
    private long _changes;

    /// <summary>Another number after every change.</summary>
    public long Latest => Interlocked.Read(ref _changes);

    // After it was saved: whoever draws the board in between draws the old one under the old number.
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries().Any(e => e.Entity is Ambassador or Invitation or Credit or Wave))
        {
            Interlocked.Increment(ref _changes);
        }

        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }
}
