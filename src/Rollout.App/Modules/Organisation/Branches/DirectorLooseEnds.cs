using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The branches that people direct.</summary>
internal sealed class DirectorLooseEnds : ILooseEnds
{
    public async Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct)
    {
        var directed = await (
            from b in db.Branches
            join p in people on b.Director equals p.Id
            orderby b.Position
            select new { b.Id, p.Name, Branch = b.Name }).ToListAsync(ct);
        return directed.ConvertAll(b => new LooseEnd(LooseEndKind.DirectsBranch, b.Name, b.Branch, $"/branches/{b.Id.Value}"));
    }
}
