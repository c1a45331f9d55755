using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>What someone asked to see.</summary>
/// <param name="Source">Null for the source whose reports are newest.</param>
/// <param name="Branch">The code of one branch; null for all that one may see.</param>
/// <param name="Figure">The figure whose curves are drawn.</param>
public sealed record ParticipationAsked(string? Source, string? Branch, Figure Figure);

/// <summary>Participation as one person may see it: the lead everywhere, a director in their own branches.</summary>
/// <param name="Sources">All sources, the chosen one first.</param>
/// <param name="Only">The branch that is looked at; null for the whole house.</param>
/// <param name="Branches">The branches one may choose from.</param>
/// <param name="IsHouse">Whether figures of the whole house may be seen.</param>
public sealed record ParticipationView(
    IReadOnlyList<string> Sources, LocalDate? Day, BranchCurve? Only, IReadOnlyList<BranchCurve> Branches, bool IsHouse, int People, IReadOnlyList<FigureNow> Figures, ActivityBand? Band,
    IReadOnlyList<GroupTable> Groups);

/// <summary>The viewer of the figures.</summary>
/// <param name="IsLead">Sees every branch and the whole house.</param>
/// <param name="Directs">The branches whose figures they see otherwise.</param>
public sealed record ParticipationViewer(bool IsLead, IReadOnlyList<BranchId> Directs)
{
    public static readonly ParticipationViewer Lead = new(IsLead: true, []);
}

/// <summary>Finds the figures of participation for the current user. Returns null for those who may not see them.</summary>
public sealed class FindParticipation(ReadParticipation read, CurrentUserAccessor me)
{
    /// <exception cref="UnauthorizedAccessException">Nobody is signed in.</exception>
    public async Task<ParticipationView?> RunAsync(ParticipationAsked asked, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        return await read.RunAsync(asked, new ParticipationViewer(actor.SeesAll, actor.Directs), ct);
    }
}

/// <summary>Finds the figures of participation as someone may see them: for pages, and for mails that are written when nobody is signed in.</summary>
public sealed class ReadParticipation(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<ParticipationView?> RunAsync(ParticipationAsked asked, ParticipationViewer actor, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await RunAsync(db, asked, actor, ct);
    }

    internal static async Task<ParticipationView?> RunAsync(RolloutDb db, ParticipationAsked asked, ParticipationViewer actor, CancellationToken ct)
    {
        var branches = await db.Branches.AsNoTracking().OrderBy(b => b.Position).ToListAsync(ct);
        var mine = branches.FindAll(b => actor.IsLead || actor.Directs.Contains(b.Id));
        var only = asked.Branch is null && (actor.IsLead || mine.Count > 1) ? null : mine.Find(b => b.Code == (asked.Branch ?? b.Code));
        if (mine.Count == 0 || (asked.Branch is not null && only is null))
        {
            return null;
        }

        var sources = await db.ActivityReports.GroupBy(r => r.Source).Select(g => new { Source = g.Key, Day = g.Max(r => r.Day) }).OrderByDescending(s => s.Day).ThenBy(s => s.Source).Select(s => s.Source).ToListAsync(ct);
        sources = [.. sources.OrderByDescending(s => s == asked.Source)];
        if (sources.Count == 0)
        {
            return new ParticipationView([], null, null, [], actor.IsLead, 0, [], null, []);
        }

        var sums = await db.ParticipationSums.AsNoTracking().Where(s => s.Source == sources[0] && s.Kind == GroupKind.Everyone).ToListAsync(ct);
        var live = await LiveAsync(db, ct);
        var house = branches.Where(b => live.Count == 0 || live.ContainsKey(b.Id)).Select(b => b.Id).ToHashSet();
        var table = new ParticipationTable(sums, house);
        var curves = new BranchCurves(table, live, await CurveEvents.FindAsync(db, only?.Id, ct));
        var all = branches.ConvertAll(b => curves.Of(b, asked.Figure));
        var fading = table.Day is { } newest ? new BranchFading(all.FindAll(c => c.IsShown && c.LiveOn is not null).ConvertAll(c => (c, curves.Counted(c.Branch, c.LiveOn!.Value, asked.Figure))), newest) : null;
        var lines = all.FindAll(c => mine.Exists(b => b.Id == c.Branch)).ConvertAll(c => fading?.Judged(c) ?? c);
        // Branches that are not live yet are left out of the company's figures, which they would only lower.
        var scope = only is not null ? [only] : !actor.IsLead ? mine : branches.FindAll(b => house.Contains(b.Id));
        var ids = scope.Select(b => b.Id).ToHashSet();
        var shown = actor.IsLead && only is null ? table.ShowsTogether(ids) : scope.TrueForAll(b => table.Shows(b.Id));
        var groups = shown && table.Day is { } day && (only is not null || actor.IsLead)
            ? GroupTables.Of(await db.ParticipationSums.AsNoTracking().Where(s => s.Source == sources[0] && s.Day == day && s.Kind != GroupKind.Everyone).ToListAsync(ct), only?.Id, house)
            : [];
        return new ParticipationView(
            sources, table.Day, only is null ? null : lines.Find(l => l.Branch == only.Id), lines, actor.IsLead, shown ? table.People(ids) : 0, shown ? table.Now(ids) : [], shown ? table.Band(ids) : null, groups);
    }

    /// <summary>The day on which each branch went live, on its own calendar.</summary>
    private static async Task<Dictionary<BranchId, LocalDate>> LiveAsync(RolloutDb db, CancellationToken ct)
    {
        var live = await db.Launches.Where(l => l.State == LaunchState.Live && !l.IsRehearsal && l.LiveAt != null).Join(db.Branches, l => l.Branch, b => b.Id, (l, b) => new { b.Id, b.Zone, l.LiveAt }).ToListAsync(ct);
        return live.GroupBy(l => l.Id).ToDictionary(g => g.Key, g => g.Min(l => l.LiveAt!.Value.InZone(l.Zone).Date));
    }
}
