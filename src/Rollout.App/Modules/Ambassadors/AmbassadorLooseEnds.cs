using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>The terms of ambassadors, with their link and posters: the lead hands them over. People who leave are no longer candidates.</summary>
internal sealed class AmbassadorLooseEnds : ILooseEnds
{
    public async Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct)
    {
        var serving = await (
            from a in db.Ambassadors
            join p in people on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.SteppedDownAt == null
            orderby a.Until
            select new { a.Id, p.Name, a.Code, a.Until, b.Zone }).ToListAsync(ct);
        return [.. serving.Where(a => a.Until >= now.InZone(a.Zone).Date).Select(a => new LooseEnd(LooseEndKind.ServesAsAmbassador, a.Name, a.Code, $"/ambassadors/{a.Id.Value}"))];
    }

    public Task LetGoAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct) => db.Candidates
        .Where(c => people.Contains(c.Person) && (c.State == CandidateState.Proposed || c.State == CandidateState.Applied || c.State == CandidateState.Asked))
        .ExecuteDeleteAsync(ct);
}
