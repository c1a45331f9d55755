using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>A key user who attended a dry-run adds a finding.</summary>
public sealed class GiveFinding(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, PersonId person, string text, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var dryRun = await db.Infosessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        TopicRules.OnlyWhoWasThereFinds.Ensure(dryRun is not null);
        await db.LockAsync(dryRun!.Topic, ct);
        var wasThere = await db.Registrations.AnyAsync(r => r.Infosession == id && r.Person == person && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended), ct);
        var given = await db.Findings.CountAsync(f => f.DryRun == id && f.Person == person, ct);
        db.Findings.Add(Finding.Give(dryRun, person, wasThere, given, text, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
