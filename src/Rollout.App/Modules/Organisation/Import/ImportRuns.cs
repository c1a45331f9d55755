using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The imports, as their lead sees them.</summary>
public sealed class ImportRuns(IDbContextFactory<RolloutDb> dbs, ImportFiles files, ImportQueue queue, IClock clock)
{
    /// <summary>How long an import and its files are kept.</summary>
    public static readonly Duration RetentionPeriod = Duration.FromDays(1);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Stores a file and starts its preview.</summary>
    public async Task<string> StartAsync(PersonId lead, ImportKind kind, string fileName, Stream content, CancellationToken ct)
    {
        var run = new ImportRun(RandomNumberGenerator.GetHexString(40, lowercase: true), lead, kind, fileName, clock.GetCurrentInstant());
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            db.Add(run);
            await db.SaveChangesAsync(ct);
        }

        await files.WriteAsync(run.Id, ImportFile.Upload, content, ct);
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            await db.ImportRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Stage, ImportStage.Previewing), ct);
        }

        queue.Wake();
        return run.Id;
    }

    /// <summary>The import, if it belongs to this lead.</summary>
    public async Task<ImportRun?> FindAsync(string id, PersonId lead, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Lead == lead, ct);
        return run is not null && queue.ProgressOf(id) is { } progress ? run.Showing(progress)
            : run is { State.IsBusy: true } ? run.Waiting(await queue.CountAheadAsync(run, ct))
            : run;
    }

    /// <summary>The import once it no longer works, or as it is when patience ends.</summary>
    public async Task<ImportRun?> FindSettledAsync(string id, PersonId lead, TimeSpan patience, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += PollInterval)
        {
            if (await FindAsync(id, lead, ct) is var run && (run is null || !run.State.IsBusy || waited >= patience))
            {
                return run;
            }

            await Task.Delay(PollInterval, ct);
        }
    }

    /// <summary>The imports of everyone that are worked on or wait, in the order in which they began.</summary>
    public async Task<IReadOnlyList<ImportUnderWay>> UnderWayAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from run in db.ImportRuns
            join lead in db.People on run.Lead equals lead.Id
            where run.Stage == ImportStage.Previewing || run.Stage == ImportStage.Applying
            orderby run.StartedAt
            select new { Run = run, lead.Name }).AsNoTracking().ToListAsync(ct);
        return [.. found.Select(f => new ImportUnderWay(f.Run.Id, f.Run.FileName, f.Run.Lead, f.Name, f.Run.ClaimedUntil is null, queue.ProgressOf(f.Run.Id) ?? f.Run.State.Progress))];
    }

    /// <summary>Makes the preview again, because the file is read in another way now. Idempotent.</summary>
    public Task PreviewAgainAsync(ImportRun run, CancellationToken ct) => BeginAsync(run, ImportStage.Previewing, run.Choices, ct);

    /// <summary>Applies an import after its preview. Idempotent.</summary>
    public Task ApplyAsync(ImportRun run, ImportChoices choices, CancellationToken ct) => BeginAsync(run, ImportStage.Applying, choices, ct);

    /// <summary>Discards an import and its files, unless a process is working on it.</summary>
    public async Task ForgetAsync(ImportRun run, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ImportRuns.Where(r => r.Id == run.Id && r.ClaimedUntil == null).ExecuteDeleteAsync(ct);
    }

    /// <summary>Stops an import. A preview is discarded; one that was being applied is a preview again, with nothing changed.</summary>
    public Task StopAsync(ImportRun run, CancellationToken ct) => queue.StopAsync(run.Id, ct);

    /// <summary>Moves from previewed to another stage, for one caller only.</summary>
    private async Task BeginAsync(ImportRun run, ImportStage stage, ImportChoices choices, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ImportRuns.Where(r => r.Id == run.Id && r.Stage == ImportStage.Previewed).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Stage, stage).SetProperty(r => r.Missing, choices.Missing).SetProperty(r => r.TakeBack, choices.TakeBack)
                .SetProperty(r => r.ManyMayLeave, choices.ManyMayLeave).SetProperty(r => r.Refusal, (string?)null).SetProperty(r => r.Attempts, 0).SetProperty(r => r.IsStopAsked, false)
                .SetProperty(r => r.RowsRead, 0).SetProperty(r => r.ShareDone, 0).SetProperty(r => r.Phase, ImportPhase.Reading),
            ct);
        queue.Wake();
    }
}

/// <summary>An import that is worked on or waits, as every lead may see it.</summary>
/// <param name="By">The name of the lead who started it.</param>
/// <param name="IsWaiting">Whether no process works on it yet.</param>
public sealed record ImportUnderWay(string Id, string FileName, PersonId Lead, string By, bool IsWaiting, ImportProgress Progress);

/// <summary>Deletes imports that nobody came back for, with their files.</summary>
public sealed class DeleteOldImports(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        var before = now - ImportRuns.RetentionPeriod;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ImportRuns.Where(r => r.StartedAt < before && (r.ClaimedUntil == null || r.ClaimedUntil < now)).ExecuteDeleteAsync(ct);
    }
}
