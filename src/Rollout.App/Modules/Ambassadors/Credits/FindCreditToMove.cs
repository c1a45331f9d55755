using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Credits;

/// <summary>A credit the lead may move, and the possible targets.</summary>
public sealed record CreditToMove(CreditId Id, string Colleague, AmbassadorId Ambassador, string AmbassadorName, IReadOnlyList<OtherHolder> Others);

/// <summary>An ambassador it could be moved to.</summary>
public sealed record OtherHolder(AmbassadorId Id, string Name, string Branch);

/// <summary>Finds a credit and the ambassadors it could be moved to: by part of a name, or those of the colleague's own branch.</summary>
public sealed class FindCreditToMove(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    private const int MaxItems = 20;

    public async Task<CreditToMove?> RunAsync(CreditId id, string? name, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var credit = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            join a in db.Ambassadors on c.Ambassador equals a.Id
            join q in db.People on a.Person equals q.Id
            where c.Id == id
            select new { Colleague = p, Ambassador = a.Id, AmbassadorName = q.Name }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (credit is null)
        {
            return null;
        }

        var people = PeopleSearch.IsAsked(name) ? db.People.Matching(name) : db.People.Where(p => p.Branch == credit.Colleague.Branch);
        var others = await (
            from a in db.Ambassadors
            join p in people on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.Id != credit.Ambassador && a.Person != credit.Colleague.Id && a.SteppedDownAt == null
            orderby p.SortName
            select new OtherHolder(a.Id, p.Name, b.Name)).Take(MaxItems).ToListAsync(ct);
        return new CreditToMove(id, credit.Colleague.Name, credit.Ambassador, credit.AmbassadorName, others);
    }
}
