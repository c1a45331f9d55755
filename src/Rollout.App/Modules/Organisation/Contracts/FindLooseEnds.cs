using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Finds what still hangs on people who left, and the branches whose director works elsewhere now; soonest first.</summary>
public sealed class FindLooseEnds(IDbContextFactory<RolloutDb> dbs, IEnumerable<ILooseEnds> modules, IClock clock)
{
    // As many as a statement may have parameters, by far.
    private const int AtOnce = 500;

    public async Task<IReadOnlyList<LooseEnd>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var moved = await (
            from b in db.Branches
            join p in db.People on b.Director equals p.Id
            where p.Active && p.Branch != b.Id
            select new { b.Id, p.Name, Branch = b.Name }).ToListAsync(ct);
        return
        [
            .. Sorted(moved.Select(b => new LooseEnd(LooseEndKind.DirectorMoved, b.Name, b.Branch, $"/branches/{b.Id.Value}"))
                .Concat(await OfAsync(db, db.People.Where(p => !p.Active), ct))),
        ];
    }

    /// <summary>What hangs on one person.</summary>
    public async Task<IReadOnlyList<LooseEnd>> OfAsync(PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. Sorted(await OfAsync(db, db.People.Where(p => p.Id == person), ct))];
    }

    /// <summary>What hangs on people, as a transaction sees it.</summary>
    internal async Task<IReadOnlyList<LooseEnd>> OfAsync(RolloutDb db, IEnumerable<PersonId> people, CancellationToken ct)
    {
        var found = new List<LooseEnd>();
        foreach (var some in people.Chunk(AtOnce))
        {
            found.AddRange(await OfAsync(db, db.People.Where(p => some.Contains(p.Id)), ct));
        }

        return [.. Sorted(found)];
    }

    /// <summary>Lets go of what needs no human, for people who were just marked as left. What they give up from that moment on they did not give up themselves.</summary>
    internal async Task LetGoAsync(RolloutDb db, IEnumerable<PersonId> people, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        foreach (var some in people.Chunk(AtOnce))
        {
            await db.People.Where(p => some.Contains(p.Id) && !p.Active).ExecuteUpdateAsync(set => set.SetProperty(p => p.LeftAt, now), ct);
            foreach (var module in modules)
            {
                await module.LetGoAsync(db, some, now, ct);
            }
        }
    }

    private async Task<IReadOnlyList<LooseEnd>> OfAsync(RolloutDb db, IQueryable<Person> people, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var found = new List<LooseEnd>();
        foreach (var module in modules)
        {
            found.AddRange(await module.FindAsync(db, people, now, ct));
        }

        return found;
    }

    private static IEnumerable<LooseEnd> Sorted(IEnumerable<LooseEnd> ends) => ends.OrderBy(e => e.Due ?? LocalDate.MinIsoValue).ThenBy(e => e.Kind).ThenBy(e => e.What, StringComparer.Ordinal);
}
