using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Stores the answer to the reminder of someone with a place: whether they come, and what they would like to ask. A later answer replaces it.</summary>
public sealed class AnswerWarmUp(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WarmUpRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, bool? comes, string text, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"warm-up:{id}:{person}", ct);
        var place = await (
            from r in db.Registrations
            where r.Infosession == id && r.Person == person
            join s in db.Infosessions on r.Infosession equals s.Id
            select new { Registration = r, s.Sequence, s.StartsAt, s.State }).AsNoTracking().SingleOrDefaultAsync(ct);
        WarmUpRules.OnlyWhoHasAPlace.Ensure(place is { State: InfosessionState.Published });
        var answer = await db.WarmUpAnswers.SingleOrDefaultAsync(a => a.Registration == place!.Registration.Id, ct)
            ?? db.WarmUpAnswers.Add(WarmUpAnswer.Of(place!.Registration.Id)).Entity;
        answer.Give(place!.Registration, place.Sequence, place.StartsAt, comes, text, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Finds someone's answer for the infosession in its current form; null when there is none.</summary>
public sealed class FindMyWarmUp(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<WarmUpAnswer?> RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from r in db.Registrations
            where r.Infosession == id && r.Person == person
            join s in db.Infosessions on r.Infosession equals s.Id
            join a in db.WarmUpAnswers on r.Id equals a.Registration
            where a.Round == s.Sequence + r.Changes
            select a).AsNoTracking().SingleOrDefaultAsync(ct);
    }
}
