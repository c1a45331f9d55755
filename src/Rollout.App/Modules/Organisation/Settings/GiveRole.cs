using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>A role that the lead assigns. Other roles follow from what someone is: director of a branch, ambassador.</summary>
public enum GivenRole
{
    Lead,
    Facilitator,
    Auditor,
}

/// <summary>The lead assigns a role to someone.</summary>
internal sealed class GiveRole(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="BrokenRuleException">A <see cref="RoleRules"/> rule is broken.</exception>
    public async Task RunAsync(PersonId id, GivenRole role, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, ct);
        RoleRules.OnlyForWhoCanSignIn.Ensure(person is { Active: true, Email: not null });
        Action give = role switch { GivenRole.Lead => person!.Lead, GivenRole.Facilitator => person!.GrantFacilitatorRole, _ => person!.GrantAuditorRole };
        give();

        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead removes a role. It ends at the person's next request.</summary>
internal sealed class TakeRole(IDbContextFactory<RolloutDb> dbs, IEnumerable<ILooseEnds> ends, IClock clock)
{
    /// <param name="evenWhileNeeded">Takes the role even from a facilitator who still has infosessions to give, because the company's directory decides.</param>
    /// <exception cref="BrokenRuleException">A <see cref="RoleRules"/> rule is broken.</exception>
    public async Task RunAsync(PersonId id, GivenRole role, bool evenWhileNeeded = false, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("roles", ct);
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } person)
        {
            return;
        }

        if (role == GivenRole.Lead)
        {
            RoleRules.SomeoneLeads.Ensure(await db.People.AnyAsync(p => p.IsLead && p.Active && p.Id != id, ct));
            person.RevokeLeadRole();
        }
        else if (role == GivenRole.Facilitator)
        {
            RoleRules.GivesNothingMore.Ensure(evenWhileNeeded || person.IsLead || !await GivesAsync(db, id, ct));
            person.RevokeFacilitatorRole();
        }
        else
        {
            person.RevokeAuditorRole();
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> GivesAsync(RolloutDb db, PersonId id, CancellationToken ct)
    {
        foreach (var module in ends)
        {
            if ((await module.FindAsync(db, db.People.Where(p => p.Id == id), clock.GetCurrentInstant(), ct)).Any(end => end.Kind == LooseEndKind.GivesInfosession))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Rules about roles.</summary>
public static class RoleRules
{
    public static readonly Rule OnlyForWhoCanSignIn = new("role.only-for-who-can-sign-in");
    public static readonly Rule SomeoneLeads = new("role.someone-leads");
    public static readonly Rule GivesNothingMore = new("role.gives-nothing-more");
}
