using Rollout.App.Modules.Ambassadors.Profiles;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What became of a row, compared with what is stored.</summary>
public enum RowOutcome : byte
{
    Created,
    Merged,
    Rejected,
}

/// <summary>One row of an imported file: where it begins, what became of it, and what is to be said about it.</summary>
public readonly record struct ImportedRow(int Line, RowOutcome Fate, ImportCodes Codes);

/// <summary>What an import did, or what it would do in a preview.</summary>
public sealed record ImportResult
{
    /// <summary>Why the whole file was refused; nothing was changed then.</summary>
    public FileRefusal Refusal { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    /// <summary>Rows with nothing on them.</summary>
    public int Blank { get; init; }

    /// <summary>The file's columns that are not used.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Every row with something on it, in the file's order.</summary>
    public IReadOnlyList<ImportedRow> Rows { get; init; } = [];

    /// <summary>Active people who are not in the file, where that was asked: they left, or would.</summary>
    public int Missing { get; init; }

    /// <summary>The file has so few of the active people that letting the others leave needs a second yes.</summary>
    public bool HasFew { get; init; }

    /// <summary>What became of credits; null where a file has nothing to do with them.</summary>
    public CreditSettlementResult? Credits { get; init; }

    public int Created => Count(RowOutcome.Created);

    public int Merged => Count(RowOutcome.Merged);

    public int Rejected => Count(RowOutcome.Rejected);

    private int Count(RowOutcome fate) => Rows.Count(row => row.Fate == fate);
}

/// <summary>What an import is busy with.</summary>
public enum ImportPhase
{
    Reading,
    Comparing,
    Saving,
}

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Share">Of the whole work, from 0 to 1.</param>
public readonly record struct ImportProgress(ImportPhase Phase, int Rows, double Share);
