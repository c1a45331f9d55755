using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges;

/// <summary>Opt-outs: of one rule, or of all nudges for a while.</summary>
internal sealed class NudgeOptOuts
{
    private readonly HashSet<(PersonId, string)> _stops;

    private NudgeOptOuts(IEnumerable<(PersonId, string)> stops) => _stops = [.. stops];

    public static async Task<NudgeOptOuts> LoadAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        var rows = await db.NudgeOptOuts.AsNoTracking().Where(o => people.Contains(o.Person) && (o.Until == null || o.Until > now)).ToListAsync(ct);
        return new NudgeOptOuts(rows.Select(o => (o.Person, o.About)));
    }

    public bool Stop(PersonId person, string about) => _stops.Contains((person, NudgeOptOut.All)) || _stops.Contains((person, about));
}
