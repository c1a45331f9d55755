using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The lead moves the moment. Directors are notified, and goes given for the old moment become stale.</summary>
public sealed class MoveWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <param name="moment">On the wave's own clock.</param>
    /// <param name="seen">How often it had been moved when the lead looked; null when nobody looked.</param>
    /// <exception cref="BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public async Task RunAsync(WaveId id, LocalDateTime moment, int? seen = null, MomentMeant meant = default, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);

        var involved = await db.InvolvedInAsync(id, ct);
        RuleSet.EnsureAll(
            () => wave.Move(moment, lead, now, seen),
            () => involved.EnsureOverridden(wave, moment, meant, now));

        var letters = await mails.AtAsync(now, ct);
        db.Add(new WaveEvent(id, WaveEventKind.Moved, null, $"{moment:uuuu-MM-dd HH:mm}", lead.Id, now));
        db.Outbox.AddRange(await db.OfMoveAsync(letters, wave, involved, now, ct));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead renames a wave before it is live. Mails already sent keep the old name.</summary>
public sealed class RenameWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public async Task RunAsync(WaveId id, string name, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.SingleAsync(w => w.Id == id, ct);

        var before = wave.Name;
        if (wave.Call(name, lead))
        {
            db.Add(new WaveEvent(id, WaveEventKind.Renamed, null, before, lead.Id, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead takes a branch out of its wave, with a reason.</summary>
public sealed class TakeOutBranch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, LaunchId launch, string reason, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        wave.TakeOut(launch, reason, lead, now);

        db.Add(new WaveEvent(id, WaveEventKind.LeftOut, wave.Launches.Single(l => l.Id == launch).Branch, reason, lead.Id, now));
        if (await db.InvolvedInAsync(launch, ct) is { Director: not null } of)
        {
            db.Outbox.Add((await mails.AtAsync(now, ct)).TakenOut(wave, of, reason.Trim()));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead puts a branch back into its wave, before the start.</summary>
public sealed class PutBackBranch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(WaveId id, LaunchId launch, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);

        wave.PutBack(launch, lead);

        db.Add(new WaveEvent(id, WaveEventKind.PutBack, wave.Launches.Single(l => l.Id == launch).Branch, "", lead.Id, now));
        if (await db.InvolvedInAsync(launch, ct) is { Director: not null } of)
        {
            db.Outbox.Add((await mails.AtAsync(now, ct)).PutBack(wave, of));
        }

        await db.SaveUniqueAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead adds a branch to a planned wave, with the same checklist as the others.</summary>
public sealed class AddBranch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(WaveId id, BranchId branch, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);
        WaveRules.NeedsABranch.Ensure(await db.Branches.AnyAsync(b => b.Id == branch, ct));

        var checklist = wave.Launches[0].Checks.Where(c => !c.IsCondition).OrderBy(c => c.Position)
            .Select(c => PlannedCheck.From(c, wave)).ToList();
        wave.Add(branch, checklist, lead, now);

        await db.SaveUniqueAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead adds a readiness check to a branch. A go given without it becomes stale.</summary>
public sealed class AddCheck(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(LaunchId id, ChecklistLine line, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var owner = (await CheckOwners.FindAsync(db, [line.Owner], ct)).EnsureKnown().Of(line.Owner);
        var held = launch.StatusIn(wave, now).LetsStart;

        var check = launch.AddCheck(wave, line.PlannedFor(owner?.Id), wave.Day.PlusDays(-line.DaysBefore), lead);

        var (letters, of) = (await mails.AtAsync(now, ct), await db.InvolvedInAsync(id, ct));
        if (owner?.Email is not null)
        {
            db.Outbox.Add(letters.ChecksGiven(wave, owner, [new OwnedCheck(check.Subject, of.Branch.Name, check.Due)]));
        }

        await db.TellOfStaleAsync(letters, wave, held ? [launch] : [], now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
