using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity.Sessions;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>
/// The lead says that someone does not work here any more. They keep their history, and get nothing from now on; their seats go to the next in line.
/// </summary>
internal sealed class LeavePerson(IDbContextFactory<RolloutDb> dbs, FindLooseEnds looseEnds, SessionStore sessions)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="RoleRules.SomeoneLeads"/></exception>
    public async Task RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("roles", ct);
        await db.LockPersonAsync(id, ct);
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        RoleRules.SomeoneLeads.Ensure(!person.IsLead || await db.People.AnyAsync(p => p.IsLead && p.Active && p.Id != id, ct));
        person.Leave();
        await db.SaveChangesAsync(ct);
        await looseEnds.LetGoAsync(db, [id], ct);
        await transaction.CommitAsync(ct);
        await sessions.EndAllOfAsync(id, ct);
    }
}

/// <summary>The lead says that someone works here after all.</summary>
internal sealed class RestorePerson(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        (await db.People.SingleAsync(p => p.Id == id, ct)).Return();
        await db.SaveChangesAsync(ct);
    }
}
