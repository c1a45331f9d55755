using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.KickOffs;

/// <summary>A branch's kick-off, for its director and the lead, in the branch's local time.</summary>
/// <param name="Reachable">How many people in the branch can be invited by mail.</param>
/// <param name="Unreachable">How many have no e-mail address and are informed at work.</param>
/// <param name="Films">The address of the film, by language.</param>
public sealed record KickOffDetails(
    LaunchId Launch, string Branch, LocalDateTime Moment, LocalDateTime Now, DateTimeZone Zone, KickOff? Plan, LocalDateTime? InvitedAt, string? Director, int Reachable, int Unreachable, IReadOnlyDictionary<string, string> Films)
{
    public BranchId BranchId { get; init; }

    /// <summary>When an invitation sent now would leave.</summary>
    public LocalDateTime Leaves { get; init; }

    /// <summary>What an empty form proposes: the moment, or when the branch opens after a moment at which it sleeps.</summary>
    public LocalDateTime Proposed { get; init; }
}

public sealed class FindKickOff(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>Null when there is no such launch, or it is not theirs.</returns>
    public async Task<KickOffDetails?> RunAsync(LaunchId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from launch in db.Launches
            join wave in db.Waves on launch.Wave equals wave.Id
            join branch in db.Branches on launch.Branch equals branch.Id
            where launch.Id == id
            select new
            {
                wave.MomentAt,
                Wave = wave.Id,
                Branch = branch,
                launch.KickOff,
                Director = db.People.Where(p => p.Id == branch.Director && p.Active).Select(p => p.Name).FirstOrDefault(),
                Reachable = db.People.Count(p => p.Branch == branch.Id && p.Active && p.Email != null),
                Unreachable = db.People.Count(p => p.Branch == branch.Id && p.Active && p.Email == null),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null || !(actor.SeesAll || actor.Directs.Contains(found.Branch.Id)))
        {
            return null;
        }

        var (zone, hours) = (found.Branch.Zone, Holidays.HoursOf(found.Branch));
        var films = await db.WaveAnnouncement.Where(w => w.Wave == found.Wave && w.Film != "").ToDictionaryAsync(w => w.Language, w => w.Film, ct);
        return new KickOffDetails(
            id, found.Branch.Name, found.MomentAt.InZone(zone).LocalDateTime, now.InZone(zone).LocalDateTime, zone, found.KickOff,
            found.KickOff?.InvitedAt?.InZone(zone).LocalDateTime, found.Director, found.Reachable, found.Unreachable, films)
        {
            BranchId = found.Branch.Id,
            Leaves = (found.KickOff is null ? now : hours.LeaveBefore(found.KickOff.StartsAt, now)).InZone(zone).LocalDateTime,
            Proposed = (hours.AreNear(found.MomentAt) ? found.MomentAt : hours.Next(found.MomentAt)).InZone(zone).LocalDateTime,
        };
    }
}
