using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Features.Ambassadors;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Start;

/// <summary>Where an ambassador stands: their pace, what is under way, and a few colleagues to ask. Names only, never activity.</summary>
/// <param name="OnTheWay">Colleagues who were invited or came, and have no credit yet.</param>
public sealed record MyStanding(Pace Pace, Forecast Forecast, LocalDate Until, LocalDate Today, int OnTheWay, IReadOnlyList<string> AskNext);

public sealed class FindMyStanding(IDbContextFactory<RolloutDb> dbs, FindPool pool, IClock clock)
{
    private const int Few = 3;

    public async Task<MyStanding> RunAsync(Actor me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await Standings.OfAsync(db, me.Ambassador!.Value, clock.GetCurrentInstant(), ct);
        var id = mine.Facts.Id;
        var onTheWay = await db.Invitations.CountAsync(i => i.Ambassador == id && !db.Credits.Any(c => c.Colleague == i.Colleague), ct);
        var askNext = await db.People
            .Where(p => p.Branch == me.Branch && p.Active && p.Id != me.Id && p.ProfileCompleteSince == null
                && !db.Invitations.Any(i => i.Colleague == p.Id) && !db.Ambassadors.Any(a => a.Person == p.Id))
            .OrderBy(p => p.Id).Take(Few).Select(p => p.Name).ToListAsync(ct);
        return new MyStanding(mine.Pace, mine.ForecastWith(await pool.RunAsync(ct)), mine.Facts.Until, mine.Today, onTheWay, askNext);
    }
}
