using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The stages of an import.</summary>
public enum ImportStage
{
    /// <summary>The file is still being stored.</summary>
    Receiving,
    Previewing,
    Previewed,
    Applying,
    Applied,
    Failed,
}

/// <summary>The state of an import at one moment.</summary>
/// <param name="Result">The result of the preview, later that of the real run.</param>
/// <param name="Refusal">The code of the rule that stopped the real run, if one did; then nothing was changed.</param>
/// <param name="Left">Whether missing people left in the real run.</param>
/// <param name="Ahead">How many imports have to end before this one begins; 0 once it is worked on.</param>
/// <param name="Restarted">Whether the process that worked on it ended, so that it was started again.</param>
public sealed record ImportState(ImportStage Stage, ImportProgress Progress, ImportResult? Result = null, string? Refusal = null, bool Left = false, bool Restarted = false, int Ahead = 0)
{
    public bool IsBusy => Stage is ImportStage.Receiving or ImportStage.Previewing or ImportStage.Applying;
}

/// <summary>
/// One uploaded file being imported, visible only to the lead who sent it. It is stored in the database, so that any process can show it, confirm it and work
/// on it.
/// </summary>
public sealed class ImportRun
{
    public const int FileNameLength = 255;

    private int _ahead;

    private ImportRun()
    {
    }

    internal ImportRun(string id, PersonId lead, ImportKind kind, string fileName, Instant startedAt)
    {
        (Id, Lead, Kind, StartedAt) = (id, lead, kind, startedAt);
        FileName = fileName.Length <= FileNameLength ? fileName : fileName[^FileNameLength..];
    }

    /// <summary>Cannot be guessed.</summary>
    public string Id { get; private set; } = "";

    public PersonId Lead { get; private set; }

    public ImportKind Kind { get; private set; }

    /// <summary>The name of the uploaded file.</summary>
    public string FileName { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    internal ImportStage Stage { get; private set; } = ImportStage.Receiving;

    internal ImportPhase Phase { get; private set; }

    internal int RowsRead { get; private set; }

    internal double ShareDone { get; private set; }

    internal ImportResult? Result { get; private set; }

    internal string? Refusal { get; private set; }

    internal WhoIsMissing Missing { get; private set; }

    internal bool TakeBack { get; private set; }

    internal bool ManyMayLeave { get; private set; }

    /// <summary>How often a process began to work on the present stage.</summary>
    internal int Attempts { get; private set; }

    /// <summary>Whether its lead asked to stop it while a process was working on it.</summary>
    internal bool IsStopAsked { get; private set; }

    /// <summary>Until when the process that works on it may be believed to be alive; null when none does.</summary>
    internal Instant? ClaimedUntil { get; private set; }

    /// <summary>How many that are known the file speaks of: of people and branches those that it changes, of profiles and activity all.</summary>
    public int KnownIn(ImportResult result) => Kind is ImportKind.People or ImportKind.Branches ? result.Updated : result.Merged;

    /// <summary>Whether the list is as it is stored.</summary>
    public bool ChangesNothing(ImportResult result) => Kind is ImportKind.People or ImportKind.Branches && result is { ChangesAnything: false, Merged: > 0 };

    public ImportState State => new(
        Stage, new ImportProgress(Phase, RowsRead, ShareDone), Result, Refusal, Left: Stage == ImportStage.Applied && Missing != WhoIsMissing.Stays, Restarted: Attempts > 1, _ahead);

    internal ImportChoices Choices => Stage == ImportStage.Applying ? new ImportChoices(Missing, TakeBack, ManyMayLeave) : new ImportChoices(WhoIsMissing.Leaves, TakeBack: false, ManyMayLeave: false);

    internal ImportRun Waiting(int ahead)
    {
        _ahead = ahead;
        return this;
    }

    internal ImportRun Showing(ImportProgress progress)
    {
        (Phase, RowsRead, ShareDone) = progress;
        return this;
    }
}
