using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Identity.AccessCards;

/// <summary>Revokes one person's card, or all cards of a branch: the codes stop working at once, and sessions opened with them end.</summary>
public sealed class RevokeAccessCards(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="person">Null for the whole branch.</param>
    /// <returns>How many cards ended.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="AccessCardRules.OfOwnBranch"/></exception>
    public async Task<int> RunAsync(BranchId branch, PersonId? person, CancellationToken ct = default)
    {
        AccessCardRules.OfOwnBranch.Ensure((await me.GetAsync(ct)).HandsOutCards(branch));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"access-cards/{branch}", ct);
        var people = await (
            from c in db.AccessCards
            join p in db.People on c.Person equals p.Id
            where p.Branch == branch && c.EndedAt == null && (person == null || p.Id == person)
            select p.Id).ToListAsync(ct);
        var ended = await db.EndAccessCardsAsync(people, clock.GetCurrentInstant(), ct);
        await transaction.CommitAsync(ct);
        return ended;
    }
}
