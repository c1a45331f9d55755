using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Takes over one kind of file: each module implements it for the files that fill its tables.</summary>
public interface IFileImport
{
    ImportKind Kind { get; }

    /// <param name="file">A seekable stream; it is read several times.</param>
    /// <param name="preview">Roll back and only report.</param>
    /// <param name="choices">What was confirmed; what does not concern this kind is ignored.</param>
    Task<ImportResult> ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct);
}

/// <summary>The kinds of file.</summary>
public enum ImportKind
{
    People,
    Branches,
    Profiles,
    Participation,
}

/// <summary>What the lead confirmed when applying an import.</summary>
/// <param name="Missing">What happens to active people missing from a file of people.</param>
/// <param name="TakeBack">Whether credits may be taken back.</param>
/// <param name="ManyMayLeave">Many people may leave by the file's own rows.</param>
public sealed record ImportChoices(WhoIsMissing Missing, bool TakeBack, bool ManyMayLeave);

/// <summary>What happens to active people who are missing from the file.</summary>
public enum WhoIsMissing
{
    /// <summary>They stay.</summary>
    Stays,

    /// <summary>They leave, unless the file has less than 80% of the active people.</summary>
    Leaves,

    /// <summary>They leave, even if the file has few of them.</summary>
    LeavesForSure,
}
