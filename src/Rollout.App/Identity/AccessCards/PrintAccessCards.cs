using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Identity.AccessCards;

/// <summary>A card as it is printed. Its code is stored nowhere: it is on the paper, or lost.</summary>
/// <param name="Words">In the language of the person.</param>
public sealed record PrintedCard(string Name, string Code, Localizer Words);

/// <summary>Makes cards for people of a branch; those they had before stop working.</summary>
public sealed class PrintAccessCards(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, IClock clock)
{
    /// <param name="person">One person of the branch; null for everyone without e-mail.</param>
    /// <param name="anew">Whether people who already have a card get a new one.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="AccessCardRules"/> rule is broken.</exception>
    public async Task<IReadOnlyList<PrintedCard>> RunAsync(BranchId branch, PersonId? person, bool anew, CancellationToken ct = default)
    {
        var (actor, now, rollout) = (await me.GetAsync(ct), clock.GetCurrentInstant(), await currentRollout.GetAsync(ct));
        AccessCardRules.OfOwnBranch.Ensure(actor.HandsOutCards(branch));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"access-cards/{branch}", ct);
        var people = await (person is { } one
                ? db.People.Where(p => p.Id == one && p.Branch == branch && p.Active)
                : db.WithoutEmail(branch).Where(p => anew || !db.AccessCards.Any(c => c.Person == p.Id && c.EndedAt == null)))
            .AsNoTracking().OrderBy(p => p.SortName).ToListAsync(ct);
        AccessCardRules.ForSomeone.Ensure(people.Count > 0);
        await db.EndAccessCardsAsync([.. people.Select(p => p.Id)], now, ct);
        var printed = people.ConvertAll(p => new PrintedCard(p.Name, AccessCardCode.New(), Localizer.In(rollout.LanguageOf(p))));
        db.AccessCards.AddRange(people.Zip(printed.AsParallel().AsOrdered().Select(c => AccessCardCode.HashOf(c.Code)), (p, hash) => AccessCard.Print(p.Id, hash, actor.Id, now)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return printed;
    }
}
