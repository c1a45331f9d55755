using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The lead or the facilitator makes a published infosession a draft again, while nobody signed up. Nobody is notified.</summary>
public sealed class TakeBackInfosession(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.LockAsync(id, ct); // someone may be signing up
        session.EnsureRunBy(actor);
        session.TakeBack(clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
