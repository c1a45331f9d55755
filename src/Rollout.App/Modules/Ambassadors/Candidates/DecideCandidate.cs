using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>The lead accepts an application, or turns down an application or a proposal. Applicants are notified; people who were proposed never knew.</summary>
public sealed class DecideCandidate(
    IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, Appointing appointing, CandidateEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> or <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task TakeOnAsync(PersonId id, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var (person, candidate) = await db.CandidateAsync(id, now, ct);
        candidate.TakeOn(now);
        await appointing.AddAsync(db, [person], quota, from, until, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> rule is broken.</exception>
    public async Task TurnDownAsync(PersonId id, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (person, candidate) = await db.CandidateAsync(id, now, ct);
        var applied = candidate.State == CandidateState.Applied;
        candidate.TurnDown(now);
        if (applied)
        {
            db.Outbox.Add(letters.TurnedDown(await rollout.GetAsync(ct), candidate, person, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
