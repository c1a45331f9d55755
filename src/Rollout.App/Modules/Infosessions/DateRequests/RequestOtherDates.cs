using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.DateRequests;

/// <summary>Stores that none of a topic's dates suits someone. A later request replaces the earlier one.</summary>
public sealed class RequestOtherDates(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="DateRequestRules"/> rule is broken.</exception>
    public async Task RunAsync(TopicId topic, PersonId person, string text, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"date-request:{topic}:{person}", ct);
        DateRequestRules.TopicIsOpen.Ensure(await db.Topics.AnyAsync(t => t.Id == topic && t.OpenedAt != null, ct));
        var request = await db.DateRequests.SingleOrDefaultAsync(w => w.Topic == topic && w.Person == person, ct) ?? db.DateRequests.Add(DateRequest.Of(topic, person)).Entity;
        request.Say(text, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Takes a date request back; nothing happens where there is none.</summary>
public sealed class TakeBackDateRequest(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(TopicId topic, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.DateRequests.Where(w => w.Topic == topic && w.Person == person).ExecuteDeleteAsync(ct);
    }
}
