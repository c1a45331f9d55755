using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What a file is about.</summary>
public enum ImportKind
{
    People,
    Branches,
    Profiles,
    Participation,
}

/// <summary>What the lead said yes to beside taking the file over.</summary>
/// <param name="Missing">What becomes of active people who are not in a file of people.</param>
/// <param name="TakeBack">Credits may be taken back.</param>
public sealed record ImportChoices(WhoIsMissing Missing, bool TakeBack);

/// <summary>Where an import stands.</summary>
public enum ImportStage
{
    Previewing,
    Previewed,
    Applying,
    Applied,
    Failed,
}

/// <summary>An import at one moment.</summary>
/// <param name="Result">Of the preview, then of the real run.</param>
/// <param name="Refusal">Why the real run was refused, if it was; nothing was changed then.</param>
/// <param name="Left">Whether the missing left in the real run.</param>
public sealed record ImportState(ImportStage Stage, ImportProgress Progress, ImportResult? Result = null, Rule? Refusal = null, bool Left = false)
{
    public bool IsBusy => Stage is ImportStage.Previewing or ImportStage.Applying;
}

/// <summary>One uploaded file on its way in. Only the lead who sent it can see it. It lives in the process: after a restart the file is sent again.</summary>
public sealed class ImportRun(string id, PersonId lead, ImportKind kind, string fileName, DateTimeOffset startedAt) : IProgress<ImportProgress>
{
    private volatile ImportState _state = new(ImportStage.Previewing, default);

    public string Id => id;
    public PersonId Lead => lead;
    public ImportKind Kind => kind;

    /// <summary>What the lead calls it.</summary>
    public string FileName => fileName;

    public DateTimeOffset StartedAt => startedAt;
    public ImportState State => _state;

    /// <summary>Ends when the import no longer works, well or not.</summary>
    public Task Work { get; internal set; } = Task.CompletedTask;

    public void Report(ImportProgress value) => _state = _state with { Progress = value };

    internal void Is(ImportState state) => _state = state;

    /// <summary>From looked at to being applied, for one caller only.</summary>
    internal bool TryBeginApplying()
    {
        var previewed = _state;
        return previewed.Stage == ImportStage.Previewed
            && Interlocked.CompareExchange(ref _state, new ImportState(ImportStage.Applying, default, previewed.Result), previewed) == previewed;
    }
}
