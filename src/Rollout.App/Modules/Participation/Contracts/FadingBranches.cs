using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>The branches whose participation falls behind what was to be expected of them, by the newest source; none where nothing is concluded.</summary>
public static class FadingBranches
{
    public static async Task<IReadOnlySet<BranchId>> FindAsync(RolloutDb db, CancellationToken ct)
    {
        if (await db.ActivityReports.OrderByDescending(r => r.Day).ThenBy(r => r.Source).Select(r => r.Source).FirstOrDefaultAsync(ct) is not { } source)
        {
            return new HashSet<BranchId>();
        }

        var table = new ParticipationTable(await db.ParticipationSums.AsNoTracking().Where(s => s.Source == source && s.Kind == GroupKind.Everyone).ToListAsync(ct));
        var live = await db.Launches.Where(l => l.State == LaunchState.Live && !l.IsRehearsal && l.LiveAt != null).Select(l => new { l.Branch, l.LiveAt }).ToListAsync(ct);
        var branches = await db.Branches.AsNoTracking().ToListAsync(ct);
        var zones = branches.ToDictionary(b => b.Id, b => b.Zone);
        var days = live.GroupBy(l => l.Branch).ToDictionary(g => g.Key, g => g.Min(l => l.LiveAt!.Value.InZone(zones[g.Key]).Date));
        var curves = new BranchCurves(table, days, Array.Empty<BranchId>().ToLookup(b => b, _ => default(NodaTime.LocalDate)));
        var fading = table.Day is { } newest ? new BranchFading(branches.ConvertAll(b => curves.Of(b, Figure.Active)), newest) : null;
        return branches.Select(b => b.Id).Where(b => fading?.Of(b)?.Verdict == FadingVerdict.FallsBehind).ToHashSet();
    }
}
