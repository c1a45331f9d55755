using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What undoing the last import of people does, and what it cannot.</summary>
/// <param name="Restored">People who become what they were; those who left by the import among them.</param>
/// <param name="Back">How many of them left by the import. The seats they gave up are not theirs again.</param>
/// <param name="Removed">People the import added and nothing refers to.</param>
/// <param name="Stay">People left as they are: they changed since, or something refers to a new person.</param>
/// <param name="StayNames">The first of them.</param>
internal sealed record ImportUndo(Instant At, int Restored, int Back, int Removed, int Stay, IReadOnlyList<string> StayNames);

/// <summary>Undoes the last import of people, as far as nothing was built on it.</summary>
internal sealed class UndoImport(IDbContextFactory<RolloutDb> dbs, IEnumerable<IPersonReferences> modules)
{
    private const int MostNames = 20;

    public async Task<bool> CanRunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PeopleBefore.AnyAsync(ct);
    }

    /// <summary>What it would do; null when there is no import to undo.</summary>
    public async Task<ImportUndo?> FindAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.PeopleBefore.Select(b => (Instant?)b.At).MaxAsync(ct) is not { } at)
        {
            return null;
        }

        var (kept, restored, removed) = (db.PeopleBefore, Restorable(db), Removable(db));
        var stay = db.People.Where(p => kept.Any(b => b.Person == p.Id) && !restored.Any(b => b.Person == p.Id) && !removed.Any(b => b.Person == p.Id));
        return new ImportUndo(
            at, await restored.CountAsync(ct), await restored.CountAsync(b => EF.Property<bool?>(b, nameof(Person.Active)) == true && db.People.Any(p => p.Id == b.Person && !p.Active), ct),
            await removed.CountAsync(ct), await stay.CountAsync(ct), await stay.OrderBy(p => p.SortName).Select(p => p.Name).Take(MostNames).ToListAsync(ct));
    }

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="ImportRules.HasSomethingToUndo"/></exception>
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        ImportRules.HasSomethingToUndo.Ensure(await db.PeopleBefore.AnyAsync(ct));
        var gone = await Removable(db).Select(b => b.Person).ToListAsync(ct);
        foreach (var some in gone.Chunk(500))
        {
            await db.People.Where(p => some.Contains(p.Id)).ExecuteDeleteAsync(ct);
        }

        // Two people may have exchanged an address: all keys are free before any is given back.
        var columns = string.Join(", ", PeopleUndo.Columns.Select(c => $"{c} = b.{c}")); // names of our own, nothing that anybody typed
        var restore = $"UPDATE people SET {columns}, version = people.version + 1 FROM people_before AS b WHERE {IsRestorable}";
        await db.Database.ExecuteSqlRawAsync($"UPDATE people SET email = NULL, personnel_key = NULL, mobile_key = NULL FROM people_before AS b WHERE {IsRestorable}", ct);
        await db.Database.ExecuteSqlRawAsync(restore, ct);
        await db.PeopleBefore.ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private const string IsRestorable = "b.person = people.id AND NOT b.is_new AND people.version = b.version_after AND people.merged_into IS NULL";

    private static IQueryable<PersonBefore> Restorable(RolloutDb db) =>
        db.PeopleBefore.Where(b => !b.IsNew && db.People.Any(p => p.Id == b.Person && p.Version == b.Version && p.MergedInto == null));

    private IQueryable<PersonBefore> Removable(RolloutDb db)
    {
        var removable = db.PeopleBefore.Where(b => b.IsNew && db.People.Any(p => p.Id == b.Person && p.Version == b.Version && p.MergedInto == null && !p.IsLead));
        foreach (var reference in modules.SelectMany(m => m.All).Where(r => r.Column != PersonBefore.Reference))
        {
            var referred = reference.People(db);
            removable = removable.Where(b => !referred.Contains(b.Person));
        }

        return removable;
    }
}
