using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Dashboard;

/// <summary>An ambassador's progress: pace and who is on the way.</summary>
/// <param name="Chance">The chance of making the quota in percent; null while it cannot be estimated.</param>
/// <param name="MadeBy">The given name of the colleague with whom the quota was made, once it is.</param>
/// <param name="HasBegun">Whether there is something to go by.</param>
public sealed record MyProgress(Pace Pace, int? Chance, bool HasBegun, TermStatus TermStatus, LocalDate Until, int OnTheWay, int Provisional, string? MadeBy);

public sealed class FindMyProgress(IDbContextFactory<RolloutDb> dbs, FindPool pool, IClock clock)
{
    public async Task<MyProgress> RunAsync(CurrentUser me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await AmbassadorProgressQuery.OfAsync(db, me.Ambassador!.Value, clock.GetCurrentInstant(), ct);
        return new MyProgress(mine.Pace, mine.ChanceWith(await pool.RunAsync()), mine.Progress.IsTelling, mine.TermStatus, mine.Facts.Until, mine.Facts.OnTheWay, mine.Facts.Provisional,
            mine.Pace.State == PaceState.Made ? await MadeByAsync(db, mine, ct) : null);
    }

    private static Task<string?> MadeByAsync(RolloutDb db, AmbassadorProgress mine, CancellationToken ct) => db.Credits
        .Where(c => c.Ambassador == mine.Facts.Id).OrderBy(c => c.At).ThenBy(c => c.Colleague).Skip(mine.Pace.Quota - 1).Take(1)
        .Join(db.People, c => c.Colleague, p => p.Id, (c, p) => p.GivenName).FirstOrDefaultAsync(ct);
}
