using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Identity.SignIn;

/// <summary>Signs in as a role, in a demo only.</summary>
public sealed class SignInAs(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    /// <summary>The roles that can be chosen.</summary>
    public static readonly IReadOnlyList<string> Roles = ["lead", "director", "ambassador", "employee", "facilitator", "auditor"];

    /// <returns>Null when this is not a demo, or nobody has the role.</returns>
    public async Task<SignInResult?> RunAsync(string role, CancellationToken ct = default)
    {
        if (await currentRollout.FindAsync(ct) is not { IsDemo: true })
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Holding(db, role)
            .Where(p => p.Active)
            .Select(p => new SignInResult(p.Id, true, p.Language))
            .FirstOrDefaultAsync(ct);
    }

    private static IQueryable<Person> Holding(RolloutDb db, string role) => role switch
    {
        "lead" => db.People.Where(p => p.IsLead).OrderBy(p => p.SearchName),
        "director" => db.Branches.OrderBy(b => b.Position).Join(db.People.Where(p => !p.IsLead), b => b.Director, p => p.Id, (_, p) => p),
        // About two thirds of the quota done: there is something to show and something to do.
        "ambassador" => db.Ambassadors.Where(a => a.SteppedDownAt == null).OrderBy(a => Math.Abs((3 * db.Credits.Count(c => c.Ambassador == a.Id)) - (2 * a.Quota))).ThenBy(a => a.Code)
            .Join(db.People.Where(p => !p.IsLead), a => a.Person, p => p.Id, (_, p) => p),
        "facilitator" => db.People.Where(p => p.IsFacilitator && !p.IsLead).OrderBy(p => p.SearchName),
        "auditor" => db.People.Where(p => p.IsAuditor && !p.IsLead).OrderBy(p => p.SearchName),
        "employee" => db.People
            .Where(p => !p.IsLead && !p.IsFacilitator && !p.IsAuditor && p.Email != null)
            .Where(p => !db.Ambassadors.Any(a => a.Person == p.Id) && !db.Branches.Any(b => b.Director == p.Id))
            .OrderBy(p => p.Branch).ThenBy(p => p.SearchName),
        _ => db.People.Where(p => false),
    };
}
