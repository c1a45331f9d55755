using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Persistence.Views;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Finds one week of the planner: all infosessions for the lead, their own for facilitators.</summary>
public sealed class FindPlannerWeek(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollouts, IClock clock)
{
    /// <summary>With more rows than this, empty ones are left out.</summary>
    private const int MostEmptyRows = 20;

    public async Task<PlannerGrid> RunAsync(PlannerView view, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var zone = (await rollouts.GetAsync(ct)).Zone;
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var week = PlannerWeek.Parse(view.Week) ?? (view.Drafts ? await WeekOfFirstDraftAsync(db, actor, now, ct) : null) ?? PlannerWeek.Of(now.InZone(zone).Date.PlusDays(2)); // at the weekend, the coming week
        var branches = await db.Branches.AsNoTracking().OrderBy(b => b.Position).ToListAsync(ct);
        var facilitators = await db.People.Where(p => p.Active && (actor.SeesAll ? p.IsFacilitator : p.Id == actor.Id)).OrderBy(p => p.SortName).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        var topics = await db.Topics.OrderBy(t => t.Title).Select(t => new { t.Id, Title = new TopicTitle(t.Title, t.Language, t.Translations), IsOpen = t.OpenedAt != null }).ToListAsync(ct);
        var live = await db.GoLives().Where(g => g.IsPlanned).ToDictionaryAsync(g => g.Branch, g => g.At, ct);
        var (from, until) = (week.Monday.PlusDays(-1).AtMidnight().InUtc().ToInstant(), week.Monday.PlusDays(8).AtMidnight().InUtc().ToInstant());
        var all = await db.Infosessions.Where(s => s.State != InfosessionState.Cancelled && s.StartsAt >= from && s.StartsAt < until).OrderBy(s => s.StartsAt).Facts(db).ToListAsync(ct);

        PlannerSlot Slot(InfosessionFacts s) => new(
            s, topics.Exists(t => t.Id == s.Topic && t.IsOpen), s.State == InfosessionState.Draft || now < s.StartsAt,
            [.. PlannerIssueText.Of(s, all, branches.Find(b => b.Id == s.Branch), s.Branch is { } b && live.TryGetValue(b, out var at) ? at : null)]);
        var shown = all
            .Where(s => PlannerWeek.Of(s.Starts.Date) == week && Infosession.IsReadBy(s.Facilitator, actor) && (view.Topic is null || s.Topic == view.Topic) && (!view.Drafts || s.State == InfosessionState.Draft))
            .Select(Slot).ToLookup(s => view.ByFacilitator ? s.Infosession.Facilitator.Value : s.Infosession.Branch?.Value);

        // Leads sometimes give infosessions too, and former facilitators may have some.
        var others = shown.Where(s => s.Key is not null && facilitators.All(f => f.Id.Value != s.Key)).Select(s => (s.Key!.Value, s.First().Infosession.FacilitatorName));
        IReadOnlyList<(Guid Key, string? Code, string Name)> known = view.ByFacilitator
            ? [.. facilitators.Select(f => (f.Id.Value, f.Name)).Concat(others).Select(f => (f.Item1, (string?)null, f.Item2))]
            : [.. branches.Select(b => (b.Id.Value, (string?)b.Code, b.Name))];
        var rows = known.Select(k => new PlannerRow(k.Key, k.Code, k.Name, [.. shown[k.Key]])).Concat(view.ByFacilitator ? [] : [new PlannerRow(null, null, null, [.. shown[null]])])
            .Where(r => view.Of is { } of ? r.Key == of : r.Slots.Count > 0 || (actor.SeesAll && r.Key is not null && known.Count <= MostEmptyRows)).ToList();
        var days = Enumerable.Range(0, 7).Select(week.Monday.PlusDays).Where(d => d.DayOfWeek <= IsoDayOfWeek.Friday || rows.SelectMany(r => r.Slots).Any(s => s.Infosession.Starts.Date == d));
        return new PlannerGrid(
            view with { Week = week.Name }, week, [.. days], rows, HoursOf(rows, branches), [.. known.Select(k => (k.Key, k.Name))], [.. topics.Select(t => (t.Id, t.Title))]);
    }

    private static async Task<PlannerWeek?> WeekOfFirstDraftAsync(RolloutDb db, CurrentUser actor, Instant now, CancellationToken ct) =>
        await db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Draft && s.StartsAt > now && (actor.SeesAll || s.Facilitator == actor.Id))
            .OrderBy(s => s.StartsAt).Select(s => (LocalDateTime?)s.Starts).FirstOrDefaultAsync(ct) is { } first ? PlannerWeek.Of(first.Date) : null;

    // From the earliest opening or start to the latest closing or end.
    private static (int First, int Last) HoursOf(IReadOnlyList<PlannerRow> rows, IReadOnlyList<Branch> branches)
    {
        var sessions = rows.SelectMany(r => r.Slots).Select(s => s.Infosession).ToList();
        var open = branches.Where(b => rows.Any(r => r.Key is null || r.Key == b.Id.Value || r.Code is null)).ToList();
        var first = sessions.Select(s => s.Starts.Hour).Concat(open.Select(b => b.OpensAt.Hour)).DefaultIfEmpty(9).Min();
        var last = sessions.Select(s => s.Ends.Hour + 1).Concat(open.Select(b => b.ClosesAt.Hour)).DefaultIfEmpty(17).Max();
        return (Math.Max(0, first - 1), Math.Min(24, last + 1));
    }
}
