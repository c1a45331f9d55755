using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>Makes the browser of the lead or director a kiosk of a branch.</summary>
public sealed class StartKiosk(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>The secret for the cookie.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="KioskRules.OfOwnBranch"/></exception>
    public async Task<string> RunAsync(BranchId branch, string name, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        KioskRules.OfOwnBranch.Ensure(actor.HandsOutCards(branch));
        var secret = Kiosk.NewSecret();
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Kiosks.Add(Kiosk.Open(branch, name, secret, actor.Id, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        return secret;
    }
}

/// <summary>Takes back that a device is a kiosk, wherever it is.</summary>
public sealed class CloseKiosk(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="KioskRules.OfOwnBranch"/></exception>
    public async Task RunAsync(BranchId branch, KioskId id, CancellationToken ct = default)
    {
        KioskRules.OfOwnBranch.Ensure((await me.GetAsync(ct)).HandsOutCards(branch));
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Kiosks.SingleOrDefaultAsync(k => k.Id == id && k.Branch == branch, ct) is { } kiosk)
        {
            kiosk.Close(clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }
    }
}

public sealed record BranchKiosks(string Branch, DateTimeZone Zone, IReadOnlyList<KioskLine> Kiosks);

public sealed record KioskLine(KioskId Id, string Name, Instant OpenedAt, string OpenedBy);

/// <summary>Lists the kiosks of a branch that are open.</summary>
public sealed class ListKiosks(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <returns>Null where there is no such branch, or it is not the current user's to open kiosks in.</returns>
    public async Task<BranchKiosks?> RunAsync(BranchId branch, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await me.GetAsync(ct)).SeesCards(branch) || await db.Branches.Where(b => b.Id == branch).Select(b => new { b.Name, b.Zone }).SingleOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        return new BranchKiosks(found.Name, found.Zone, await (
            from k in db.Kiosks
            join p in db.People on k.OpenedBy equals p.Id
            where k.Branch == branch && k.ClosedAt == null
            orderby k.OpenedAt
            select new KioskLine(k.Id, k.Name, k.OpenedAt, p.Name)).ToListAsync(ct));
    }
}
