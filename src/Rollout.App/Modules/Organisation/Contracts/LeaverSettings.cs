using System.ComponentModel.DataAnnotations;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>The section Leavers.</summary>
public sealed class LeaverSettings
{
    public const string Section = "Leavers";

    /// <summary>How many months after they left people are anonymised.</summary>
    [Range(1, 120)]
    public int KeepMonths { get; init; } = 12;
}
