using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Rules about an import as a whole, apart from errors in its file.</summary>
public static class ImportRules
{
    /// <summary>The file has less than 80% of the active people: letting the others leave must be confirmed.</summary>
    public static readonly Rule FewNeedsConfirming = new("import.few-needs-confirming");

    /// <summary>At least one row was accepted; otherwise the file says nothing about who left.</summary>
    public static readonly Rule HasSomeoneToCompareWith = new("import.nobody-to-compare-with");

    /// <summary>By its own rows the file lets over 20% of the active people leave: that needs a second yes.</summary>
    public static readonly Rule ManyLeavingNeedsConfirming = new("import.many-leaving-needs-confirming");

    /// <summary>No two columns of a file mean the same.</summary>
    public static readonly Rule OneColumnForEachMeaning = new("import.one-column-for-each-meaning");

    /// <summary>Taking credits back must be confirmed.</summary>
    public static readonly Rule TakingBackNeedsConfirming = new("import.taking-back-needs-confirming");

    /// <summary>A file was sent, and it is not too large.</summary>
    public static readonly Rule NeedsAFile = new("import.needs-a-file");

    /// <summary>Only the last import of people is undone, and only once.</summary>
    public static readonly Rule HasSomethingToUndo = new("import.has-something-to-undo");
}
