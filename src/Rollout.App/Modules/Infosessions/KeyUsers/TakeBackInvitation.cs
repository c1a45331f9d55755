using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>The lead withdraws an invitation to an upcoming dry-run, and with it the person's place, if any. Idempotent.</summary>
public sealed class TakeBackInvitation(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, SeatBatchHandler seats, SqliteWriterQueue turns, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> or <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        using var turn = await turns.EnterAsync(db, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Someone signing up at the same moment waits, and then is no longer a key user.
        await db.LockPeopleAsync([person], ct);
        await db.LockInfosessionsAsync([id], ct);
        var now = clock.GetCurrentInstant();
        TopicRules.InviteToADryRun.Ensure(await db.Infosessions.AnyAsync(s => s.Id == id && s.IsDryRun && s.State == InfosessionState.Published && s.StartsAt > now, ct));
        await db.KeyUsers.Where(k => k.DryRun == id && k.Person == person).ExecuteDeleteAsync(ct);
        if (await db.Registrations.AnyAsync(
            r => r.Infosession == id && r.Person == person && (r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting), ct))
        {
            await seats.WithdrawAsync(db, rollout, id, person, ct);
        }

        await transaction.CommitAsync(ct);
    }
}
