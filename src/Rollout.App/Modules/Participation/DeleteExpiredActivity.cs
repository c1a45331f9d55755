using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Deletes what is known of people's use of the platform after <see cref="Activity.KeptDays"/> days, of accounts nobody is known to have after
/// <see cref="Activity.KeptUnmatchedDays"/>, and of people who left at once. Sums stay. That it ran, and how much it deleted, is stored for everyone to see.
/// </summary>
public sealed class DeleteExpiredActivity(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Rollouts.AsNoTracking().SingleOrDefaultAsync(ct) is not { } rollout)
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        var today = now.InZone(rollout.Zone).Date;
        var since = Activity.RetainedSince(today);
        var deleted = await db.ActiveWeeks.Where(w => w.Monday < since || db.People.Any(p => p.Id == w.Person && !p.Active)).ExecuteDeleteAsync(ct);
        deleted += await db.Activity.Where(a => a.ReportedOn < since || db.People.Any(p => p.Id == a.Person && !p.Active)).ExecuteDeleteAsync(ct);
        await db.Activity.Where(a => a.LastActive < since).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastActive, (LocalDate?)null).SetProperty(x => x.Version, x => x.Version + 1), ct);
        deleted += await DeleteStatementsAsync(db, since, today.PlusDays(-Activity.KeptUnmatchedDays), ct);
        var heldSince = now - HeldReport.RetentionPeriod;
        deleted += await db.HeldReports.Where(h => h.HeldAt < heldSince).ExecuteDeleteAsync(ct);
        await NoteAsync(db, today, deleted, now, ct);
    }

    private static async Task NoteAsync(RolloutDb db, LocalDate today, int deleted, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var run = await db.RetentionRuns.SingleOrDefaultAsync(r => r.Day == today, ct) ?? db.RetentionRuns.Add(RetentionRun.Of(today)).Entity;
        run.Ran(deleted, now);
        await db.SaveChangesAsync(ct);
        var longAgo = today.PlusYears(-1);
        await db.RetentionRuns.Where(r => r.Day < longAgo).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <returns>How many statements and accounts there were.</returns>
    private static async Task<int> DeleteStatementsAsync(RolloutDb db, LocalDate since, LocalDate unmatchedSince, CancellationToken ct)
    {
        await db.ActivityReports.Where(r => r.Day < since).ExecuteDeleteAsync(ct);
        var deleted = await db.Statements.Where(s => !db.ActivityReports.Any(r => r.Id == s.Report) || !db.PlatformAccounts.Any(a => a.Id == s.Account)).ExecuteDeleteAsync(ct);
        deleted += await db.Statements.Where(s => db.PlatformAccounts.Any(a => a.Id == s.Account && a.Person != null && db.People.Any(p => p.Id == a.Person && !p.Active))).ExecuteDeleteAsync(ct);
        deleted += await db.Statements
            .Where(s => db.PlatformAccounts.Any(a => a.Id == s.Account && a.Person == null) && db.ActivityReports.Any(r => r.Id == s.Report && r.Day < unmatchedSince))
            .ExecuteDeleteAsync(ct);
        await db.Statements.Where(s => s.LastDay < since).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastDay, (LocalDate?)null), ct);
        deleted += await db.PlatformAccounts.Where(a => a.Person == null && !a.IsNobodys && !db.Statements.Any(s => s.Account == a.Id)).ExecuteDeleteAsync(ct);
        return deleted;
    }
}
