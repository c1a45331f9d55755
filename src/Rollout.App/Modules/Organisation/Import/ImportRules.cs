using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What can be refused about an import as a whole, apart from what is wrong with its file.</summary>
public static class ImportRules
{
    /// <summary>The file holds under 80% of the active people: letting the others leave needs a second yes.</summary>
    public static readonly Rule FewNeedsConfirming = new("import.few-needs-confirming");

    /// <summary>Nobody in the file was accepted, so it says nothing about who left.</summary>
    public static readonly Rule HasSomeoneToCompareWith = new("import.nobody-to-compare-with");

    /// <summary>Credits would be taken back: that needs a second yes.</summary>
    public static readonly Rule TakingBackNeedsConfirming = new("import.taking-back-needs-confirming");

    /// <summary>A file was sent, and it is not larger than we read.</summary>
    public static readonly Rule NeedsAFile = new("import.needs-a-file");
}
