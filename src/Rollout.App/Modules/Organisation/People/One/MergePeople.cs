using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>The lead says that two people are one. Everything of the second becomes the first's in one transaction, and nothing is doubled.</summary>
internal sealed class MergePeople(IDbContextFactory<RolloutDb> dbs, IEnumerable<IPersonReferences> modules, IClock clock)
{
    /// <param name="versions">Of both, as they were shown.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone changed one of the two since.</exception>
    public async Task RunAsync(PersonId kept, PersonId merged, (int Kept, int Merged) versions, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("roles", ct);
        await db.LockPersonAsync(kept, ct); // begins to write on SQLite
        await db.LockPeopleAsync([kept, merged], ct);
        var (person, other) = (await LoadAsync(db, kept, versions.Kept, ct), await LoadAsync(db, merged, versions.Merged, ct));
        foreach (var module in modules)
        {
            await module.EnsureMergeableAsync(db, kept, merged, ct);
        }

        person.Absorb(other, await db.Branches.Where(b => b.Id == person.Branch).Select(b => b.Country).SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        foreach (var module in modules)
        {
            await module.JoinAsync(db, kept, merged, clock.GetCurrentInstant(), ct);
        }

        foreach (var reference in modules.SelectMany(m => m.All))
        {
            await (reference.OnMerge switch
            {
                OnMerge.Moves => reference.MoveAsync(db, merged, kept, ct),
                OnMerge.Ends => reference.DeleteAsync(db, merged, ct),
                _ => Task.FromResult(0),
            });
        }

        await db.People.Where(p => p.MergedInto == merged).ExecuteUpdateAsync(set => set.SetProperty(p => p.MergedInto, kept), ct);
        db.ChangeTracker.Clear();
        person = await db.People.SingleAsync(p => p.Id == kept, ct);
        foreach (var module in modules)
        {
            await module.SettleAsync(db, person, merged, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<Person> LoadAsync(RolloutDb db, PersonId id, int version, CancellationToken ct)
    {
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        return person.Version == version ? person : throw new DbUpdateConcurrencyException($"{person.Name} was changed since.");
    }
}

/// <summary>The lead removes someone who should never have been in the list. What others see or signed must keep its name, so such a person stays.</summary>
internal sealed class RemovePerson(IDbContextFactory<RolloutDb> dbs, IEnumerable<IPersonReferences> modules, Contracts.FindLooseEnds looseEnds)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="PersonRules.LeavesNothingBehind"/></exception>
    public async Task RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("roles", ct);
        await db.LockPersonAsync(id, ct);
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        var references = modules.SelectMany(m => m.All).ToList();
        PersonRules.LeavesNothingBehind.Ensure(!person.IsLead && !await StaysAsync(db, references, id, ct));
        person.Leave();
        await db.SaveChangesAsync(ct);
        await looseEnds.LetGoAsync(db, [id], ct);
        foreach (var module in modules)
        {
            await module.ForgetAsync(db, id, ct);
        }

        foreach (var reference in references.Where(r => r.OnRemoval == OnRemoval.Goes))
        {
            await reference.DeleteAsync(db, id, ct);
        }

        await db.People.Where(p => p.Id == id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> StaysAsync(RolloutDb db, IEnumerable<PersonReference> references, PersonId id, CancellationToken ct)
    {
        foreach (var reference in references.Where(r => r.OnRemoval == OnRemoval.Keeps))
        {
            if (await reference.CountAsync(db, id, ct) > 0)
            {
                return true;
            }
        }

        return await db.People.AnyAsync(p => p.MergedInto == id, ct);
    }
}
