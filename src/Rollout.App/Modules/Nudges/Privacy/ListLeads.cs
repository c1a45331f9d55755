using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>Someone who leads the rollout, and how they are reached.</summary>
public sealed record LeadToAsk(string Name, string Email);

/// <summary>The contacts for people who want to know what is stored about them and cannot prove here who they are.</summary>
public sealed class ListLeads(IDbContextFactory<RolloutDb> dbs)
{
    private const int MostLeads = 3;

    public async Task<IReadOnlyList<LeadToAsk>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.People.Where(p => p.IsLead && p.Active && p.Email != null).OrderBy(p => p.SortName).Take(MostLeads).Select(p => new LeadToAsk(p.Name, p.Email!)).ToListAsync(ct);
    }
}
