using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches;

/// <summary>The checks and conditions that people answer for, and the days on which they sign for a director.</summary>
internal sealed class LaunchLooseEnds : ILooseEnds
{
    public async Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct)
    {
        var open = from w in db.Waves where w.State != WaveState.Live from l in w.Launches where l.State != LaunchState.LeftOut select l;
        var checks = await (
            from c in db.ReadinessChecks
            join p in people on c.Owner equals p.Id
            join l in open on c.Launch equals l.Id
            join b in db.Branches on l.Branch equals b.Id
            where c.DoneAt == null
            orderby c.Due
            select new { Launch = l.Id, p.Name, Branch = b.Name, c.Due, c.IsCondition }).ToListAsync(ct);
        var deputies = await (
            from d in db.Deputies
            join p in people on d.Person equals p.Id
            join b in db.Branches on d.Branch equals b.Id
            where d.EndedAt == null
            select new { b.Id, p.Name, Branch = b.Name, b.Zone, d.From, d.Until }).ToListAsync(ct);
        return
        [
            .. checks.Select(c => new LooseEnd(c.IsCondition ? LooseEndKind.OwnsCondition : LooseEndKind.OwnsCheck, c.Name, c.Branch, $"/launches/{c.Launch.Value}", c.Due.ToDateOnly())),
            .. deputies.Where(d => d.Until >= now.InZone(d.Zone).Date).Select(d => new LooseEnd(LooseEndKind.IsDeputy, d.Name, d.Branch, $"/branches/{d.Id.Value}", d.From.ToDateOnly())),
        ];
    }
}
