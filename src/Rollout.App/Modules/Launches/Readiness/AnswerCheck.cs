using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>Marks a check as done, with evidence; by its owner, the branch's director or the lead.</summary>
public sealed class TickCheck(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="evidence">The sentence and the link.</param>
    /// <param name="file">The file, if there is one.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public async Task RunAsync(LaunchId id, ReadinessCheckId check, Evidence evidence, IFormFile? file, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        var bytes = file is null ? null : await ReadAsync(file, ct);
        var name = bytes is null ? null : MaterialKind.Of(file!.FileName, bytes)!.SafeName(file.FileName);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();

        launch.Tick(wave, check, evidence with { FileName = name }, actor, now);

        if (bytes is not null)
        {
            await KeepAsync(db, check, name!, bytes, ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken ct)
    {
        LaunchRules.EvidenceFileIsNotTooLarge.Ensure(file.Length <= Evidence.LargestFile, Evidence.LargestFile / 1_000_000);
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, ct);
        var bytes = memory.ToArray();
        LaunchRules.EvidenceFileIsOfAKnownKind.Ensure(MaterialKind.Of(file.FileName, bytes) is not null, MaterialKind.Extensions);
        return bytes;
    }

    private static async Task KeepAsync(RolloutDb db, ReadinessCheckId check, string name, byte[] bytes, CancellationToken ct)
    {
        if (await db.EvidenceFiles.SingleOrDefaultAsync(f => f.Check == check, ct) is { } known)
        {
            known.Replace(name, bytes);
        }
        else
        {
            db.Add(new EvidenceFile(check, name, bytes));
        }
    }
}

/// <summary>Reopens a check that was done. A go based on it becomes stale, and its director is notified.</summary>
public sealed class ReopenCheck(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    public async Task RunAsync(LaunchId id, ReadinessCheckId check, string why, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var held = launch.StatusIn(wave, now).LetsStart;

        launch.FallBack(wave, check, why, actor, now);

        await db.TellOfStaleAsync(await mails.AtAsync(now, ct), wave, held ? [launch] : [], now, ct);
        await db.EvidenceFiles.Where(f => f.Check == check).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Finds an evidence file, for users who may see the launch.</summary>
public sealed class FindEvidence(IDbContextFactory<RolloutDb> dbs, FindLaunch findLaunch)
{
    public async Task<EvidenceFile?> RunAsync(LaunchId launch, ReadinessCheckId check, CancellationToken ct = default)
    {
        if ((await findLaunch.RunAsync(launch, ct))?.Checks.Any(c => c.Id == check) != true)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.EvidenceFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Check == check, ct);
    }
}
