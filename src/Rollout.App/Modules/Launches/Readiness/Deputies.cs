using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>A branch of the current director, with its deputies.</summary>
public sealed record BranchDeputies(BranchId Branch, string Name, LocalDate Today, IReadOnlyList<DeputyDetails> Deputies);

public sealed record DeputyDetails(DeputyId Id, string Name, LocalDate From, LocalDate Until);

/// <summary>Lists current and future deputies of the current director's branches.</summary>
public sealed class ListDeputies(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<BranchDeputies>> RunAsync(CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.AsNoTracking().Where(b => actor.Directs.Contains(b.Id)).OrderBy(b => b.Position).ToListAsync(ct);
        var deputies = await (
            from deputy in db.Deputies
            join person in db.People on deputy.Person equals person.Id
            where actor.Directs.Contains(deputy.Branch) && deputy.EndedAt == null
            orderby deputy.From
            select new { deputy.Branch, Found = new DeputyDetails(deputy.Id, person.Name, deputy.From, deputy.Until) }).ToListAsync(ct);
        return [.. branches.Select(b => (Branch: b, Today: now.InZone(b.Zone).Date)).Select(b => new BranchDeputies(
            b.Branch.Id, b.Branch.Name, b.Today, [.. deputies.Where(d => d.Branch == b.Branch.Id && d.Found.Until >= b.Today).Select(d => d.Found)]))];
    }
}

/// <summary>A director names a deputy for their absence. The deputy is notified, with a link.</summary>
public sealed class NameDeputy(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <param name="who">An e-mail address or personnel number.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="DeputyRules"/> rule is broken, or nobody is known as <paramref name="who"/>.</exception>
    public async Task RunAsync(BranchId branch, string who, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        CheckOwnerRules.OwnerIsKnown.Ensure(!string.IsNullOrWhiteSpace(who), "");
        var person = (await CheckOwners.FindAsync(db, [who], ct)).EnsureKnown().Of(who)!;
        var place = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == branch, ct);

        var deputy = Deputy.Name(branch, person, from, until, now.InZone(place.Zone).Date, actor, now);

        db.Deputies.Add(deputy);
        var launch = await db.Launches.Where(l => l.Branch == branch && l.State != LaunchState.LeftOut).Select(l => (LaunchId?)l.Id).FirstOrDefaultAsync(ct);
        db.Outbox.Add((await mails.AtAsync(now, ct)).YouAreDeputy(deputy, place, actor.Name, person, launch));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The director ends a deputy's period early.</summary>
public sealed class EndDeputy(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(DeputyId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var deputy = await db.Deputies.SingleOrDefaultAsync(d => d.Id == id, ct) ?? throw new KeyNotFoundException();

        deputy.End(actor, now);

        await db.SaveChangesAsync(ct);
    }
}
