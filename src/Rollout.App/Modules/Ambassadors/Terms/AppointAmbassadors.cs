using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>The lead appoints people, all or none; each gets a mail with their link and what to do. Former ambassadors get their old link back.</summary>
public sealed class AppointAmbassadors(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, Appointing appointing, IClock clock)
{
    /// <returns>How many were appointed.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(IReadOnlyCollection<PersonId> chosen, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var people = await db.People.Where(p => chosen.Contains(p.Id) && p.Active).ToListAsync(ct);
        AmbassadorRules.NeedsSomeone.Ensure(people.Count > 0);
        AmbassadorRules.NeedsAnEmail.Ensure(people.TrueForAll(p => p.Email is not null));

        await appointing.AddAsync(db, people, quota, from, until, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return people.Count;
    }
}
