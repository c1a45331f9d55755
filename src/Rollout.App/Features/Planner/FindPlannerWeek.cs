using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Calendars;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.App.Features.Infosessions;
using Rollout.App.Operations;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Planner;

/// <summary>A week of the planner, Monday first.</summary>
public readonly record struct PlannerWeek(LocalDate Monday)
{
    /// <summary>As it stands in the address: "2026-48".</summary>
    public string Name => $"{WeekYearRules.Iso.GetWeekYear(Monday)}-{Number:00}";

    /// <summary>The week's number in its year (ISO 8601).</summary>
    public int Number => WeekYearRules.Iso.GetWeekOfWeekYear(Monday);

    public static PlannerWeek Of(LocalDate date) => new(date.PlusDays(1 - (int)date.DayOfWeek));

    /// <summary>The week a name stands for, or null.</summary>
    public static PlannerWeek? Parse(string? name)
    {
        var parts = (name ?? "").Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var year) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var week)
            && year is >= 2000 and <= 2200 && week >= 1 && week <= WeekYearRules.Iso.GetWeeksInWeekYear(year)
            ? new PlannerWeek(WeekYearRules.Iso.GetLocalDate(year, week, IsoDayOfWeek.Monday))
            : null;
    }
}

/// <summary>What stands in the way of an infosession, to be said in words.</summary>
/// <param name="Key">The key of the sentence.</param>
/// <param name="Words">What it mentions.</param>
public sealed record PlannerTrouble(string Key, params IReadOnlyList<object> Words);

/// <summary>One infosession in the grid.</summary>
public sealed record PlannerSlot(InfosessionFacts Infosession, bool TopicIsOpen, IReadOnlyList<PlannerTrouble> Troubles);

/// <summary>A row of the grid: a branch, or what is online for everyone when null.</summary>
public sealed record PlannerRow(string? Code, string? Name, IReadOnlyList<PlannerSlot> Slots);

/// <summary>A week of infosessions, drafts too, branch by branch.</summary>
public sealed record PlannerGrid(PlannerWeek Week, IReadOnlyList<LocalDate> Days, IReadOnlyList<PlannerRow> Rows)
{
    public IEnumerable<PlannerSlot> Slots => Rows.SelectMany(r => r.Slots);
}

/// <summary>The planner's week: every infosession for the lead, their own for a facilitator.</summary>
public sealed class FindPlannerWeek(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, CurrentRollout rollouts, IClock clock)
{
    /// <param name="name">"2026-48"; this week when it is none.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<PlannerGrid> RunAsync(string? name, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var zone = (await rollouts.GetAsync(ct)).Zone;
        var week = PlannerWeek.Parse(name) ?? PlannerWeek.Of(clock.GetCurrentInstant().InZone(zone).Date);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.AsNoTracking().OrderBy(b => b.Position).ToListAsync(ct);
        var open = await db.Topics.Where(t => t.OpenedAt != null).Select(t => t.Id).ToListAsync(ct);
        var (from, until) = (week.Monday.PlusDays(-1).AtMidnight().InUtc().ToInstant(), week.Monday.PlusDays(8).AtMidnight().InUtc().ToInstant());
        var all = await db.Infosessions.Where(s => s.State != InfosessionState.Cancelled && s.StartsAt >= from && s.StartsAt < until).OrderBy(s => s.StartsAt).Facts(db).ToListAsync(ct);
        var shown = all
            .Where(s => PlannerWeek.Of(s.Starts.Date) == week && Infosession.IsRunBy(s.Facilitator, actor))
            .Select(s => new PlannerSlot(s, open.Contains(s.Topic), [.. Troubles(s, all, branches.Find(b => b.Id == s.Branch))]))
            .ToLookup(s => s.Infosession.Branch);
        var days = Enumerable.Range(0, 7).Select(d => week.Monday.PlusDays(d)).Where(d => d.DayOfWeek <= IsoDayOfWeek.Friday || shown.SelectMany(s => s).Any(s => s.Infosession.Starts.Date == d));
        var rows = branches.Select(b => new PlannerRow(b.Code, b.Name, [.. shown[b.Id]])).Append(new PlannerRow(null, null, [.. shown[null]]));
        return new PlannerGrid(week, [.. days], [.. rows.Where(r => r.Slots.Count > 0 || (actor.IsLead && r.Name is not null && branches.Count <= 20))]);
    }

    private static IEnumerable<PlannerTrouble> Troubles(InfosessionFacts session, IReadOnlyList<InfosessionFacts> all, Branch? branch)
    {
        var meanwhile = all.Where(o => o.Id != session.Id && o.StartsAt < session.EndsAt && o.EndsAt > session.StartsAt).ToList();
        if (meanwhile.Find(o => o.Facilitator == session.Facilitator) is { } given)
        {
            yield return new PlannerTrouble("planner.also-gives", session.FacilitatorName, given.BranchName ?? given.Title, given.Starts);
        }

        if (session.Place is not null && meanwhile.Find(o => o.Branch == session.Branch && o.Place is not null && Matching.Key(o.Place) == Matching.Key(session.Place)) is { } there)
        {
            yield return new PlannerTrouble("planner.also-there", session.Place, there.Title, there.Starts);
        }

        if (branch is not null && PublicHolidays.Is(branch.Country, session.Starts.Date))
        {
            yield return new PlannerTrouble("planner.holiday", branch.Name);
        }
        else if (branch is not null && (session.Starts.TimeOfDay < branch.OpensAt || session.Ends > branch.ClosesAt))
        {
            yield return new PlannerTrouble("planner.outside-hours", branch.Name, branch.OpensAt, branch.ClosesAt);
        }
    }
}
