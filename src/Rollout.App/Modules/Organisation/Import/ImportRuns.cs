using System.Collections.Concurrent;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The imports of this process: they run in the background, one at a time, while their page shows the progress.</summary>
public sealed partial class ImportRuns(
    IEnumerable<IFileImport> imports, Uploads uploads, IHostApplicationLifetime life, TimeProvider time, ILogger<ImportRuns> log) : IDisposable
{
    private readonly ConcurrentDictionary<string, ImportRun> _runs = new();
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Starts the preview of an upload.</summary>
    public ImportRun Preview(string upload, PersonId lead, ImportKind kind, string fileName)
    {
        var run = _runs[upload] = new ImportRun(upload, lead, kind, fileName, time.GetUtcNow());
        StartPreview(run);
        return run;
    }

    /// <summary>Makes the preview again, because the file is read in another way now. Idempotent.</summary>
    public void PreviewAgain(ImportRun run)
    {
        if (run.TryBegin(ImportStage.Previewing))
        {
            StartPreview(run);
        }
    }

    /// <summary>Applies an import after its preview. Idempotent.</summary>
    public void Apply(ImportRun run, ImportChoices choices)
    {
        if (run.TryBegin(ImportStage.Applying))
        {
            run.Work = Task.Run(() => WorkAsync(run, preview: false, choices, life.ApplicationStopping));
        }
    }

    /// <summary>The import, if it belongs to this lead.</summary>
    public ImportRun? Find(string id, PersonId lead) => _runs.TryGetValue(id, out var run) && run.Lead == lead ? run : null;

    /// <summary>Discards an import and its file.</summary>
    public void Forget(ImportRun run)
    {
        if (!run.State.IsBusy && _runs.TryRemove(run.Id, out _))
        {
            uploads.Delete(run.Id);
            uploads.DeleteRefused(run.Id);
        }
    }

    /// <summary>Discards imports that nobody came back for.</summary>
    public void ForgetOld()
    {
        foreach (var run in _runs.Values.Where(run => run.StartedAt < time.GetUtcNow() - Uploads.RetentionPeriod))
        {
            Forget(run);
        }
    }

    public void Dispose() => _one.Dispose();

    private void StartPreview(ImportRun run) =>
        run.Work = Task.Run(() => WorkAsync(run, preview: true, new ImportChoices(WhoIsMissing.Leaves, TakeBack: false, ManyMayLeave: false), life.ApplicationStopping));

    private async Task WorkAsync(ImportRun run, bool preview, ImportChoices choices, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var result = await ImportAsync(run, preview, choices, ct);
            if (!preview || (result.Refusal != FileRefusal.None && !result.CanBeMapped))
            {
                uploads.Delete(run.Id);
            }

            run.Is(new ImportState(preview ? ImportStage.Previewed : ImportStage.Applied, run.State.Progress, result, Left: !preview && choices.Missing != WhoIsMissing.Stays));
        }
        catch (BrokenRuleException broken)
        {
            run.Is(new ImportState(ImportStage.Previewed, default, run.State.Result, broken.Rule));
        }
        catch (Exception e)
        {
            // Whatever it was, the transaction was rolled back and the page says so; otherwise it would wait forever.
            Failed(log, run.Kind, e);
            run.Is(new ImportState(ImportStage.Failed, default));
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ImportResult> ImportAsync(ImportRun run, bool preview, ImportChoices choices, CancellationToken ct)
    {
        await using var file = System.IO.File.OpenRead(uploads.PathOf(run.Id));
        var result = await imports.Single(i => i.Kind == run.Kind).ImportAsync(file, preview, choices, run, ct);
        await RefusedRows.KeepAsync(file, result, uploads.RefusedPathOf(run.Id), all: run.Kind != ImportKind.Participation, ct);
        return result;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An import of {Kind} broke off; nothing was changed")]
    private static partial void Failed(ILogger logger, ImportKind kind, Exception exception);
}
