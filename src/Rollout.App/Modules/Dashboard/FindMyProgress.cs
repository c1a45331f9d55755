using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Dashboard;

/// <summary>An ambassador's progress: pace, open invitations, and a few colleagues to ask. Names only, never activity.</summary>
/// <param name="OnTheWay">Colleagues who were invited or came, and have no credit yet.</param>
public sealed record MyProgress(Pace Pace, Forecast Forecast, LocalDate Until, LocalDate Today, int OnTheWay, IReadOnlyList<string> AskNext);

public sealed class FindMyProgress(IDbContextFactory<RolloutDb> dbs, FindPool pool, IClock clock)
{
    private const int Few = 3;

    public async Task<MyProgress> RunAsync(CurrentUser me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await AmbassadorProgressQuery.OfAsync(db, me.Ambassador!.Value, clock.GetCurrentInstant(), ct);
        var id = mine.Facts.Id;
        var onTheWay = await db.Invitations.CountAsync(i => i.Ambassador == id && !db.Credits.Any(c => c.Colleague == i.Colleague), ct);
        var askNext = await db.People
            .Where(p => p.Branch == me.Branch && p.Active && p.Id != me.Id && p.ProfileCompleteSince == null
                && !db.Invitations.Any(i => i.Colleague == p.Id) && !db.Ambassadors.Any(a => a.Person == p.Id))
            .OrderBy(p => p.Id).Take(Few).Select(p => p.Name).ToListAsync(ct);
        return new MyProgress(mine.Pace, mine.ForecastWith(await pool.RunAsync(ct)), mine.Facts.Until, mine.Today, onTheWay, askNext);
    }
}
