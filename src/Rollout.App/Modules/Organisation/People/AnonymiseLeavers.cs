using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>
/// Notices who has left or is back, by whichever way, and anonymises who left longer ago than <see cref="LeaverSettings.KeepMonths"/>: one transaction each. Their rows stay, so that every figure is what it was; what
/// says who they were, how they signed in and what they wrote goes.
/// </summary>
internal sealed class AnonymiseLeavers(IDbContextFactory<RolloutDb> dbs, IEnumerable<IPersonReferences> modules, IOptions<LeaverSettings> settings, IClock clock)
{
    private const int Batch = 500;
    private static readonly ReferenceKind[] Personal = [ReferenceKind.SignIns, ReferenceKind.Activity, ReferenceKind.Candidacies];

    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.People.Where(p => !p.Active && p.LeftAt == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.LeftAt, now).SetProperty(p => p.Version, p => p.Version + 1), ct);
        await db.People.Where(p => p.Active && p.LeftAt != null).ExecuteUpdateAsync(set => set.SetProperty(p => p.LeftAt, (Instant?)null).SetProperty(p => p.Version, p => p.Version + 1), ct);
        var before = now.InUtc().Date.PlusMonths(-settings.Value.KeepMonths).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        foreach (var person in await db.People.Where(p => p.LeftAt <= before && p.AnonymisedAt == null).OrderBy(p => p.Id).Select(p => p.Id).Take(Batch).ToListAsync(ct))
        {
            await AnonymiseAsync(person, now, ct);
        }
    }

    private async Task AnonymiseAsync(PersonId id, Instant now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(id, ct);
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        if (person.Active)
        {
            return; // back meanwhile
        }

        person.Anonymise(now);
        await db.SaveChangesAsync(ct);
        foreach (var reference in modules.SelectMany(m => m.All).Where(r => r.OnRemoval == OnRemoval.Goes && Personal.Contains(r.Kind)))
        {
            await reference.DeleteAsync(db, id, ct);
        }

        foreach (var module in modules)
        {
            await module.AnonymiseAsync(db, id, ct);
        }

        await transaction.CommitAsync(ct);
    }
}
