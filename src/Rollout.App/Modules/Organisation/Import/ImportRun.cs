using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The stages of an import.</summary>
public enum ImportStage
{
    Previewing,
    Previewed,
    Applying,
    Applied,
    Failed,
}

/// <summary>The state of an import at one moment.</summary>
/// <param name="Result">The result of the preview, later that of the real run.</param>
/// <param name="Refusal">The rule that stopped the real run, if one did; then nothing was changed.</param>
/// <param name="Left">Whether missing people left in the real run.</param>
public sealed record ImportState(ImportStage Stage, ImportProgress Progress, ImportResult? Result = null, Rule? Refusal = null, bool Left = false)
{
    public bool IsBusy => Stage is ImportStage.Previewing or ImportStage.Applying;
}

/// <summary>One uploaded file being imported, visible only to the lead who sent it. Kept in memory: after a restart the file must be sent again.</summary>
public sealed class ImportRun(string id, PersonId lead, ImportKind kind, string fileName, DateTimeOffset startedAt) : IProgress<ImportProgress>
{
    private volatile ImportState _state = new(ImportStage.Previewing, default);

    public string Id => id;
    public PersonId Lead => lead;
    public ImportKind Kind => kind;

    /// <summary>The name of the uploaded file.</summary>
    public string FileName => fileName;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>How many that are known the file speaks of: of people and branches those that it changes, of profiles and activity all.</summary>
    public int KnownIn(ImportResult result) => Kind is ImportKind.People or ImportKind.Branches ? result.Updated : result.Merged;

    /// <summary>Whether the list is as it is stored.</summary>
    public bool ChangesNothing(ImportResult result) => Kind is ImportKind.People or ImportKind.Branches && result is { ChangesAnything: false, Merged: > 0 };

    public ImportState State => _state;

    /// <summary>Completes when the import is no longer running, successfully or not.</summary>
    public Task Work { get; internal set; } = Task.CompletedTask;

    public void Report(ImportProgress value) => _state = _state with { Progress = value };

    internal void Is(ImportState state) => _state = state;

    /// <summary>Moves from previewed to another stage, for one caller only.</summary>
    internal bool TryBegin(ImportStage stage)
    {
        var previewed = _state;
        return previewed.Stage == ImportStage.Previewed
            && Interlocked.CompareExchange(ref _state, new ImportState(stage, default, previewed.Result), previewed) == previewed;
    }
}
