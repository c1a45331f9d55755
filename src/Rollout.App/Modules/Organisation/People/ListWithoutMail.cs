using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>People of a branch without e-mail, whom a colleague has to inform.</summary>
public sealed record BranchWithoutMail(string Branch, IReadOnlyList<PersonWithoutMail> People);

/// <param name="Mobile">Null when no message reaches them at all.</param>
public sealed record PersonWithoutMail(PersonId Id, string Name, string JobTitle, string Department, string? Mobile);

/// <summary>Lists the people of a branch without e-mail, for its director and the lead.</summary>
public sealed class ListWithoutMail(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <returns>Null where there is no such branch, or it is not theirs.</returns>
    public async Task<BranchWithoutMail?> RunAsync(BranchId branch, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!actor.SeesCards(branch) || await db.Branches.Where(b => b.Id == branch).Select(b => b.Name).SingleOrDefaultAsync(ct) is not { } name)
        {
            return null;
        }

        return new BranchWithoutMail(name, await db.WithoutEmail(branch).OrderBy(p => p.SortName).ThenBy(p => p.Id)
            .Select(p => new PersonWithoutMail(p.Id, p.Name, p.JobTitle, p.Department, p.Mobile)).ToListAsync(ct));
    }
}
