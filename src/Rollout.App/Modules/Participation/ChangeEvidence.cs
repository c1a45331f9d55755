using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Participation;

/// <summary>Changes what is known of accounts by hand and counts the figures again, in one transaction.</summary>
public sealed class ChangeEvidence(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="change">Makes the change, and says which sources it concerns.</param>
    public async Task RunAsync(Func<RolloutDb, Task<IReadOnlyCollection<string>>> change, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var staging = new Staging(db, CountParticipation.GroupsTable);
        await staging.CreateTablesAsync(ct);
        await using var transaction = await staging.BeginAsync(onlyLooks: false, ActivityMerge.Held, ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        var sources = await change(db);
        await db.SaveChangesAsync(ct);
        foreach (var source in sources)
        {
            await new CountParticipation(db, staging).CountAsync(source, LocalDate.MinIsoValue, ct); // only days of reports, none of which is older than the retention of evidence
        }

        await transaction.CommitAsync(ct);
    }
}
