using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Wishes;

/// <summary>Stores that none of a topic's dates suits someone. Saying it again replaces what they said.</summary>
public sealed class WishOtherDates(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="DateWishRules"/> rule is broken.</exception>
    public async Task RunAsync(TopicId topic, PersonId person, string text, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"date-wish:{topic}:{person}", ct);
        DateWishRules.TopicIsOpen.Ensure(await db.Topics.AnyAsync(t => t.Id == topic && t.OpenedAt != null, ct));
        var wish = await db.DateWishes.SingleOrDefaultAsync(w => w.Topic == topic && w.Person == person, ct) ?? db.DateWishes.Add(DateWish.Of(topic, person)).Entity;
        wish.Say(text, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Takes a date wish back; nothing happens where there is none.</summary>
public sealed class TakeBackDateWish(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(TopicId topic, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.DateWishes.Where(w => w.Topic == topic && w.Person == person).ExecuteDeleteAsync(ct);
    }
}
