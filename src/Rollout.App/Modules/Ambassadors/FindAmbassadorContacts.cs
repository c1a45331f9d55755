using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>How an ambassador is reached at work.</summary>
public sealed record AmbassadorContact(string Name, string? Email, string? Mobile);

/// <summary>Finds how directors reach the serving ambassadors of the branches they direct. Nobody else sees numbers and addresses here.</summary>
public sealed class FindAmbassadorContacts(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<AmbassadorContact>> RunAsync(CancellationToken ct = default)
    {
        var branches = (await me.GetAsync(ct)).Directs;
        if (branches.Count == 0)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from ambassador in db.Ambassadors
            join person in db.People on ambassador.Person equals person.Id
            where ambassador.SteppedDownAt == null && person.Active && branches.Contains(person.Branch)
            orderby person.SortName
            select new AmbassadorContact(person.Name, person.Email, person.Mobile)).ToListAsync(ct);
    }
}
