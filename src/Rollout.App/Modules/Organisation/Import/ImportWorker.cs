using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Works on imports in the background, one at a time in each process, while their page shows the progress.</summary>
internal sealed partial class ImportWorker(
    ImportQueue queue, ImportFiles files, IEnumerable<IFileImport> imports, HostSettings settings, ILogger<ImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewsEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        DeleteUploadsOfTheFirstVersion();
        var isFirst = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (isFirst)
                {
                    await queue.ForgetEarlierClaimsAsync(stoppingToken);
                    isFirst = false;
                }

                while (await queue.ClaimAsync(stoppingToken) is { } run)
                {
                    await WorkAsync(run, stoppingToken);
                }

                await queue.WaitAsync(PollInterval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database is unavailable, say: an import that was claimed is taken up again when its lease has run out.
                Interrupted(log, e);
                await Task.Delay(PollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(ImportRun run, CancellationToken ct)
    {
        var isPreview = run.State.Stage == ImportStage.Previewing;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var stop = queue.Begin(run.Id, ct);
        var renewing = KeepClaimAsync(run.Id, done.Token);
        try
        {
            ImportResult result = default!;
            var refusal = await Refusals.OfAsync(async () => result = await ImportAsync(run, isPreview, stop, ct));
            if (refusal is null && (!isPreview || (result.Refusal != FileRefusal.None && !result.CanBeMapped)))
            {
                await files.DeleteAsync(run.Id, ImportFile.Upload, ct);
            }

            await EndAsync();
            await queue.SettleAsync(run.Id, refusal is null
                ? set => set.SetProperty(r => r.Stage, isPreview ? ImportStage.Previewed : ImportStage.Applied).SetProperty(r => r.Result, result)
                : set => set.SetProperty(r => r.Stage, ImportStage.Previewed).SetProperty(r => r.Refusal, refusal.Rule.Code));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await EndAsync();
            await queue.SettleAsync(run.Id);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            await EndAsync();
            await queue.SettleStoppedAsync(run.Id);
        }
        catch (Exception e)
        {
            // Whatever it was, the transaction was rolled back and the page says so; otherwise it would wait forever.
            Failed(log, run.Kind, e);
            await EndAsync();
            await queue.SettleAsync(run.Id, set => set.SetProperty(r => r.Stage, ImportStage.Failed));
        }

        async Task EndAsync()
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    // Once the import itself has committed it is not stopped any more.
    private async Task<ImportResult> ImportAsync(ImportRun run, bool isPreview, CancellationToken stop, CancellationToken ct)
    {
        await using var file = await files.OpenAsync(run.Id, ImportFile.Upload, ct);
        var result = await imports.Single(i => i.Kind == run.Kind).ImportAsync(file, isPreview, run.Choices, new Progress(queue, run.Id), stop);
        await using var refused = ImportFiles.CreateTemporary();
        await RefusedRows.KeepAsync(file, result, refused, all: run.Kind != ImportKind.Participation, ct);
        refused.Position = 0;
        await files.WriteAsync(run.Id, ImportFile.Refused, refused, ct);
        return result;
    }

    private async Task KeepClaimAsync(string id, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(RenewsEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await queue.RenewAsync(id, ct);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Interrupted(log, e); // the import itself meets the same, or ends before the lease does
        }
    }

    // Version 0.1.0 kept uploads in files and their state in memory: after an upgrade nobody can come back for them, and they contain personal data.
    private void DeleteUploadsOfTheFirstVersion()
    {
        var folder = Path.Combine(settings.DataFolder, "uploads");
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".csv" or ".refused"))
            {
                System.IO.File.Delete(file);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An import of {Kind} broke off; nothing was changed")]
    private static partial void Failed(ILogger logger, ImportKind kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The imports are interrupted")]
    private static partial void Interrupted(ILogger logger, Exception exception);

    private sealed class Progress(ImportQueue queue, string id) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => queue.Note(id, value);
    }
}
