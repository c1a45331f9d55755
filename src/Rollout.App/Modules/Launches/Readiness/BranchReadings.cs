using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>Measures the branches of waves that are not live: one query for all of them.</summary>
internal static class BranchReadings
{
    /// <summary>The reading of each measure for each launch.</summary>
    public static async Task<Dictionary<LaunchId, IReadOnlyDictionary<Measure, Reading>>> MeasureAsync(this RolloutDb db, WaveId? only, Instant now, CancellationToken ct)
    {
        var today = now.InZone(await db.Rollouts.Select(r => r.Zone).SingleAsync(ct)).Date;
        var reached = db.People.Where(p => p.Active).ReachedBy(db, now);
        var ambassadors =
            from ambassador in db.Ambassadors
            join person in db.People on ambassador.Person equals person.Id
            where ambassador.SteppedDownAt == null && person.Active
            select new { ambassador.Id, ambassador.Quota, ambassador.Until, person.Branch };
        var rows = await (
            from launch in db.Launches
            join wave in db.Waves on launch.Wave equals wave.Id
            join branch in db.Branches on launch.Branch equals branch.Id
            where wave.State != WaveState.Live && launch.State == LaunchState.Planned && (only == null || wave.Id == only)
            select new
            {
                launch.Id,
                wave.MomentAt,
                launch.KickOff,
                launch.TestMailArrivedAt,
                Heads = db.People.Count(p => p.Branch == branch.Id && p.Active),
                Ambassadors = ambassadors.Count(a => a.Branch == branch.Id && a.Until >= today),
                Quota = ambassadors.Where(a => a.Branch == branch.Id).Sum(a => a.Quota),
                Credits = db.Credits.Count(c => ambassadors.Any(a => a.Id == c.Ambassador && a.Branch == branch.Id)),
                Reached = reached.Count(p => p.Branch == branch.Id),
                Profile = db.People.Any(p => p.Id == branch.Director && p.Active && p.ProfileCompleteSince != null),
                Findings = db.Findings.Count(f => (f.State == FindingState.Open || f.State == FindingState.Accepted) && db.People.Any(p => p.Id == f.Person && p.Branch == branch.Id)),
            }).AsNoTracking().ToListAsync(ct);
        return rows.ToDictionary(r => r.Id, r => (IReadOnlyDictionary<Measure, Reading>)new Dictionary<Measure, Reading>
        {
            [Measure.Ambassadors] = new(r.Ambassadors, r.Heads),
            [Measure.Quota] = new(r.Credits, r.Quota),
            [Measure.KickOffPlanned] = Reading.Of(r.KickOff?.IsAround(r.MomentAt) == true),
            [Measure.KickOffInvited] = Reading.Of(r.KickOff?.InvitedAt is not null),
            [Measure.InfosessionReach] = new(r.Reached, r.Heads),
            [Measure.DirectorProfile] = Reading.Of(r.Profile),
            [Measure.NoOpenFindings] = new(r.Findings, r.Findings),
            [Measure.TestMail] = Reading.Of(r.TestMailArrivedAt is not null),
        });
    }
}
