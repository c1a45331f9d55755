namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>The section Leavers.</summary>
public sealed class LeaverSettings
{
    public const string Section = "Leavers";

    /// <summary>How many months after they left people are anonymised.</summary>
    public int KeepMonths { get; init; } = 12;
}
