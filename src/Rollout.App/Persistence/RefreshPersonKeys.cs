using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence;

/// <summary>
/// Recomputes the keys that people are matched, searched and sorted by: for people stored under older rules, and for those whose branch moves to
/// another country.
/// </summary>
public static class RefreshPersonKeys
{
    private const int Batch = 500;

    /// <summary>Recomputes the keys of everyone stored under older rules.</summary>
    public static async Task RunAsync(RolloutDb db, CancellationToken ct = default)
    {
        // Asked first, because it is quickly compiled: at nearly every start it is all there is to do.
        if (!await db.People.AnyAsync(p => p.KeysVersion < Person.CurrentKeys, ct))
        {
            return;
        }

        var countries = await db.Branches.AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.Country, ct);
        while (await db.People.Where(p => p.KeysVersion < Person.CurrentKeys).OrderBy(p => p.Id).Take(Batch).ToListAsync(ct) is { Count: > 0 } people)
        {
            people.ForEach(p => p.MakeKeys(countries[p.Branch]));
            await GiveWayAsync(db, people, ct);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Recomputes the keys of people whose branch is about to be saved with another country.</summary>
    internal static async Task OfMovedBranchesAsync(RolloutDb db, IReadOnlyList<EntityEntry> modified, CancellationToken ct)
    {
        var moved = modified.Where(e => e.Entity is Branch && e.Property(nameof(Branch.Country)).IsModified)
            .Select(e => (Branch)e.Entity).ToDictionary(b => b.Id, b => b.Country);
        if (moved.Count > 0)
        {
            var people = await db.People.Where(p => moved.Keys.Contains(p.Branch)).ToListAsync(ct);
            people.ForEach(p => p.MakeKeys(moved[p.Branch]));
            await GiveWayAsync(db, people, ct);
        }
    }

    /// <summary>
    /// Two people known only by their mobile can turn out to have the same number, so far written in two ways. The later one loses the key until the
    /// lead merges them.
    /// </summary>
    private static async Task GiveWayAsync(RolloutDb db, List<Person> people, CancellationToken ct)
    {
        var alone = people.Where(p => p.IsKnownByMobileAlone).ToList();
        var (ids, keys) = (alone.ConvertAll(p => p.Id), alone.ConvertAll(p => p.MobileKey));
        var taken = await db.People.AsNoTracking()
            .Where(p => p.PersonnelKey == null && p.Email == null && keys.Contains(p.MobileKey) && !ids.Contains(p.Id)).Select(p => p.MobileKey).ToHashSetAsync(ct);
        alone.FindAll(p => !taken.Add(p.MobileKey)).ForEach(p => p.ForgetMobileKey());
    }
}
