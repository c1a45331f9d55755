using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>How much of a kind refers to someone.</summary>
/// <param name="MayGo">Whether it goes with the person when they are removed; otherwise they cannot be.</param>
public sealed record ReferenceCount(ReferenceKind Kind, int Count, bool MayGo);

/// <summary>What hangs on someone, for the page that asks before merging or removing.</summary>
internal sealed class FindReferences(IDbContextFactory<RolloutDb> dbs, IEnumerable<IPersonReferences> modules)
{
    public async Task<IReadOnlyList<ReferenceCount>> RunAsync(PersonId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = new List<ReferenceCount>();
        foreach (var reference in modules.SelectMany(m => m.All))
        {
            found.Add(new ReferenceCount(reference.Kind, await reference.CountAsync(db, id, ct), reference.OnRemoval == OnRemoval.Goes));
        }

        if (await db.People.AnyAsync(p => p.MergedInto == id, ct))
        {
            found.Add(new ReferenceCount(ReferenceKind.Record, 1, MayGo: false));
        }

        return [.. found.Where(r => r.Count > 0).GroupBy(r => (r.Kind, r.MayGo)).OrderBy(g => g.Key.Kind).Select(g => new ReferenceCount(g.Key.Kind, g.Sum(r => r.Count), g.Key.MayGo))];
    }

    /// <summary>What both people have, so that one of the two remains.</summary>
    public async Task<IReadOnlyList<SharedReference>> SharedAsync(PersonId kept, PersonId merged, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var shared = new List<SharedReference>();
        foreach (var module in modules)
        {
            shared.AddRange(await module.SharedAsync(db, kept, merged, ct));
        }

        return shared;
    }
}
