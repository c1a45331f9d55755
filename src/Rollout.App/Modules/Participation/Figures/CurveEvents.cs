using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>Finds what was done in branches, to mark it on their curves. Go-lives of others are known to <see cref="BranchCurves"/>.</summary>
internal static class CurveEvents
{
    /// <param name="only">The branch that is looked at: only then are nudges looked up, of which there are as many as people.</param>
    public static async Task<ILookup<BranchId, (CurveEventKind Kind, LocalDate Day)>> FindAsync(RolloutDb db, BranchId? only, CancellationToken ct)
    {
        var sessions = await db.Infosessions.Where(s => !s.IsDryRun && s.State == InfosessionState.Published && s.Branch != null).Select(s => new { Branch = s.Branch!.Value, s.Starts }).ToListAsync(ct);
        var kickOffs = await (from k in db.KickOffs join l in db.Launches on k.Launch equals l.Id where l.State == LaunchState.Live && !l.IsRehearsal select new { l.Branch, k.Starts }).ToListAsync(ct);
        var nudges = only is { } branch ? await NudgedAsync(db, branch, ct) : [];
        return sessions.Select(s => (s.Branch, CurveEventKind.Infosession, s.Starts.Date))
            .Concat(kickOffs.Select(k => (k.Branch, CurveEventKind.KickOff, k.Starts.Date)))
            .Concat(nudges.Select(day => (only!.Value, CurveEventKind.Nudge, day)))
            .ToLookup(m => m.Item1, m => (m.Item2, m.Item3));
    }

    /// <summary>The Mondays of weeks in which at least five people of the branch got a nudge: with fewer, the curve would reveal what each of them did.</summary>
    private static async Task<IEnumerable<LocalDate>> NudgedAsync(RolloutDb db, BranchId branch, CancellationToken ct)
    {
        // 1 January 1970 was a Thursday; nudges leave in working hours, so that the day is the same in every zone of a house.
        var weeks = await db.Database.SqlQuery<NudgedWeek>(
            $"""
            SELECT (m.settled_at / 86400000 + 3) / 7 AS week, COUNT(DISTINCT m.person) AS people
            FROM outbox m JOIN people p ON p.id = m.person
            WHERE m.kind = 'Nudge' AND m.state = 'Sent' AND p.branch = {branch.Value}
            GROUP BY (m.settled_at / 86400000 + 3) / 7
            """).ToListAsync(ct);
        return weeks.Where(w => w.People >= GroupPrivacy.SmallestGroup).Select(w => new LocalDate(1969, 12, 29).PlusWeeks((int)w.Week));
    }

    private sealed record NudgedWeek(long Week, long People);
}
