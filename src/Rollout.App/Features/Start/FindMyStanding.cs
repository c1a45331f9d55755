using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Start;

/// <summary>Where an ambassador stands: their pace, what is under way, and a few colleagues to ask. Names only, never activity.</summary>
/// <param name="OnTheWay">Colleagues who were invited or came, and have no credit yet.</param>
public sealed record MyStanding(Pace Pace, LocalDate Until, LocalDate Today, int OnTheWay, IReadOnlyList<string> AskNext);

public sealed class FindMyStanding(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int Few = 3;

    public async Task<MyStanding> RunAsync(Actor me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.Ambassadors.AsNoTracking().SingleAsync(a => a.Id == me.Ambassador, ct);
        var zone = await db.Branches.Where(b => b.Id == me.Branch).Select(b => b.Zone).SingleAsync(ct);
        var today = clock.GetCurrentInstant().InZone(zone).Date;
        var done = await db.Credits.CountAsync(c => c.Ambassador == mine.Id, ct);
        var onTheWay = await db.Invitations.CountAsync(i => i.Ambassador == mine.Id && !db.Credits.Any(c => c.Colleague == i.Colleague), ct);
        var askNext = await db.People
            .Where(p => p.Branch == me.Branch && p.Active && p.Id != me.Id && p.ProfileCompleteSince == null
                && !db.Invitations.Any(i => i.Colleague == p.Id) && !db.Ambassadors.Any(a => a.Person == p.Id))
            .OrderBy(p => p.Id).Take(Few).Select(p => p.Name).ToListAsync(ct);
        return new MyStanding(Pace.Of(mine.Quota, done, mine.From, mine.Until, today), mine.Until, today, onTheWay, askNext);
    }
}
