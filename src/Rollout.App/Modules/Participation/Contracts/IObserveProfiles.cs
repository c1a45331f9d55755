using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>
/// Stores that the platform says whose profiles are complete, as evidence, and settles the credits that follow from it, in the transaction of the import that read it. Implemented where evidence and
/// credits belong.
/// </summary>
public interface IObserveProfiles
{
    /// <summary>The tables that nobody else may write to meanwhile.</summary>
    string Held { get; }

    /// <summary>The temporary tables it uses.</summary>
    IReadOnlyList<StagedTable> Tables { get; }

    /// <summary>Stages what a day means in each zone. Call before the transaction begins.</summary>
    Task StageAsync(RolloutDb db, Staging staging, IEnumerable<LocalDate> days, Instant now, CancellationToken ct);

    /// <param name="rows">SQL that selects a number for each row, the person, and the day from which their profile is complete.</param>
    Task<CreditSettlementResult> KeepAsync(RolloutDb db, Staging staging, string rows, CancellationToken ct);
}
