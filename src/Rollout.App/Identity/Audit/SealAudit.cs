using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.Audit;

/// <summary>
/// Seals what the audit log got since, in the order in which it happened, and deletes what has been kept long enough. Sealing as they are written would make every command wait for every other.
/// The last number and hash also go to the program's log, outside the database, so that a rewritten chain can be detected there.
/// </summary>
public sealed partial class SealAudit(IDbContextFactory<RolloutDb> dbs, IConfiguration configuration, IClock clock, ILogger<SealAudit> log)
{
    private const int AtOnce = 500;
    private const int DefaultMonths = 24;
    private const int DaysOfAMonth = 31;

    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        while (await db.AuditEntries.AnyAsync(e => e.Number == null, ct))
        {
            await SealSomeAsync(db, ct);
            db.ChangeTracker.Clear();
        }

        var kept = clock.GetCurrentInstant() - Duration.FromDays(DaysOfAMonth * configuration.GetValue("Audit:KeepMonths", DefaultMonths));
        if (await db.AuditEntries.Where(e => e.At < kept).MaxAsync(e => e.Number, ct) is { } old)
        {
            // From the beginning, so that what is left hangs together.
            await db.AuditEntries.Where(e => e.Number <= old && e.At < kept).ExecuteDeleteAsync(ct);
        }
    }

    private async Task SealSomeAsync(RolloutDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("audit", ct);
        var last = await db.AuditEntries.Where(e => e.Number != null).OrderByDescending(e => e.Number).FirstOrDefaultAsync(ct);
        foreach (var entry in await db.AuditEntries.Where(e => e.Number == null).OrderBy(e => e.At).ThenBy(e => e.Id).Take(AtOnce).ToListAsync(ct))
        {
            entry.Seal(last);
            last = entry;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Sealed(last!.Number, last.Hash);
    }

    [LoggerMessage(LogLevel.Information, "The audit log is sealed up to {Number}: {Hash}")]
    private partial void Sealed(long? number, string? hash);
}

/// <summary>Reads the whole chain.</summary>
public sealed class VerifyAudit(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private static readonly Duration SoonSealed = Duration.FromMinutes(10);

    public async Task<AuditState> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        AuditEntry? last = null;
        var count = 0;
        await foreach (var entry in db.AuditEntries.AsNoTracking().Where(e => e.Number != null).OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!entry.IsWhole(last))
            {
                return new AuditState(count, entry.Number, false);
            }

            (last, count) = (entry, count + 1);
        }

        var late = clock.GetCurrentInstant() - SoonSealed;
        return new AuditState(count, null, await db.AuditEntries.AnyAsync(e => e.Number == null && e.At < late, ct));
    }
}

/// <param name="Broken">The number of the first line that was changed, or before which one is gone.</param>
/// <param name="IsLate">Whether lines wait to be sealed for long.</param>
public sealed record AuditState(int Count, long? Broken, bool IsLate);
