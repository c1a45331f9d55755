using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>An account that belongs to nobody known.</summary>
/// <param name="SeenOn">The day of the newest report that names it.</param>
public sealed record UnmatchedAccount(PlatformAccountId Id, string Name, LocalDate? SeenOn)
{
    /// <summary>Whether its name is like that of a service or shared mailbox; then it is left out until the lead says otherwise.</summary>
    public bool IsLeftOut => AccountNames.LooksLikeService(Name);
}

/// <summary>Lists the accounts that belong to nobody known, by name, without what they did.</summary>
public sealed class ListUnmatched(IDbContextFactory<RolloutDb> dbs)
{
    /// <summary>The most accounts that are shown.</summary>
    public const int MaxShown = 200;

    public async Task<IReadOnlyList<UnmatchedAccount>> RunAsync(PlatformAccountId? only = null, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PlatformAccounts.Where(a => a.Person == null && !a.IsNobodys && (only == null || a.Id == only)).OrderBy(a => a.Name).Take(MaxShown)
            .Select(a => new UnmatchedAccount(a.Id, a.Name, db.Statements.Where(s => s.Account == a.Id).Join(db.ActivityReports, s => s.Report, r => r.Id, (s, r) => (LocalDate?)r.Day).Max()))
            .ToListAsync(ct);
    }
}
