using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Counts the figures of one source for the days of its reports, for each branch and group, from what its reports say of people.
/// Runs in the transaction that changed the data it counts.
/// </summary>
internal sealed class CountParticipation(RolloutDb db, Staging staging)
{
    /// <summary>One row for the people who have a branch and all that they can be grouped by in common: far fewer than people, and everything else is summed from them.</summary>
    public static readonly StagedTable GroupsTable = new(
        Combined, [],
        "branch guid, work_type text, language text, department text, department_key text, works_since text, people integer, visited integer, complete integer, reacted integer, posted integer, active integer, only_reacted integer, only_read integer");

    private const string Combined = "people_groups";

    private static readonly (GroupKind Kind, string Value, string By)[] Groups =
    [
        (GroupKind.Everyone, "''", ""), (GroupKind.WorkType, "work_type", ", work_type"), (GroupKind.Language, "language", ", language"),
        (GroupKind.Department, "min(department)", ", department_key"), (GroupKind.StartDate, "works_since", ", works_since"),
    ];

    /// <summary>Counts again for the days of reports from <paramref name="since"/> on.</summary>
    public async Task CountAsync(string source, LocalDate since, CancellationToken ct)
    {
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var reports = await db.ActivityReports.AsNoTracking().Where(r => r.Source == source).ToListAsync(ct);
        foreach (var day in reports.Select(r => r.Day).Where(day => day >= since).Distinct().Order())
        {
            await GroupPeopleAsync(source, day, rollout.Zone, rollout.DefaultLanguage, ct);
            await SumAsync(source, day, reports, ct);
        }
    }

    private Task<int> GroupPeopleAsync(string source, LocalDate day, DateTimeZone zone, string language, CancellationToken ct) => staging.ExecuteAsync(
        $"""
        DELETE FROM {Combined};
        INSERT INTO {Combined}
        SELECT branch, work_type, language, min(department), department_key, works_since, count(*), sum(visited), sum(complete), sum(reacted), sum(posted), sum(active),
            sum(CASE WHEN reacted = 1 AND posted = 0 THEN 1 ELSE 0 END), sum(CASE WHEN present = 1 AND reacted = 0 AND posted = 0 THEN 1 ELSE 0 END)
        FROM (
            SELECT p.branch, p.work_type, COALESCE(p.language, p.page_language, min(b.language), @language) AS language, p.department, p.department_key,
                CASE WHEN p.started_on IS NULL THEN '' WHEN p.started_on > @one_year THEN '{ParticipationSum.Newcomers}' WHEN p.started_on > @five_years THEN '{ParticipationSum.Settled}' ELSE '{ParticipationSum.LongServing}' END AS works_since,
                {Did(Figure.Visited)} AS visited, CASE WHEN p.profile_complete_since < @end THEN 1 ELSE 0 END AS complete,
                {DidInPeriod("t.reacted")} AS reacted, {DidInPeriod("t.posted")} AS posted, {Did(Figure.Active)} AS active, {Did(Figure.Posted)} AS present
            FROM people p JOIN branches b ON b.id = p.branch LEFT JOIN platform_accounts a ON a.person = p.id
            LEFT JOIN activity_statements t ON t.account = a.id LEFT JOIN activity_reports r ON r.id = t.report AND r.source = @source
            WHERE p.active AND (p.started_on IS NULL OR p.started_on <= @day)
            GROUP BY p.id
            HAVING COALESCE(min(CASE WHEN r.day = @day THEN CASE WHEN t.closed THEN 1 ELSE 0 END END), 0) = 0
        ) AS each
        GROUP BY branch, work_type, language, department_key, works_since
        """,
        [
            ("source", source), ("day", LocalDatePattern.Iso.Format(day)), ("language", language),
            ("one_year", LocalDatePattern.Iso.Format(day.PlusYears(-1))), ("five_years", LocalDatePattern.Iso.Format(day.PlusYears(-5))), ("end", day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant().ToUnixTimeMilliseconds()),
            .. Enum.GetValues<Figure>().Where(f => f.Days() is not null).Select(f => (NameOf(f), (object)LocalDatePattern.Iso.Format(f.Since(day)))),
        ], ct);

    private async Task SumAsync(string source, LocalDate day, List<ActivityReport> reports, CancellationToken ct)
    {
        bool Says(Figure figure) => ActivityReport.CanSay(figure, day, reports);
        string Sum(string what, params Figure[] needed) => needed.All(Says) ? $"sum({what})" : "NULL";
        var counted = string.Join(
            ", ", "sum(people)", "sum(visited)", "sum(complete)", Sum("reacted", Figure.Reacted), Sum("posted", Figure.Posted), Sum("active", Figure.Active),
            Sum("only_reacted", Figure.Reacted, Figure.Posted), Sum("only_read", Figure.Reacted, Figure.Posted, Figure.Active));
        (string, object)[] which = [("source", source), ("day", LocalDatePattern.Iso.Format(day))];
        await staging.ExecuteAsync("DELETE FROM participation_sums WHERE source = @source AND day = @day", which, ct);
        foreach (var (kind, value, by) in Groups)
        {
            await staging.ExecuteAsync(
                $"""
                INSERT INTO participation_sums (source, day, branch, kind, value, people, visited, profile_complete, reacted, posted, active, only_reacted, only_read)
                SELECT @source, @day, branch, '{kind}', {value}, {counted} FROM {Combined} GROUP BY branch{by}
                """, which, ct);
        }
    }

    private static string NameOf(Figure figure) => "since_" + figure.ToString().ToLowerInvariant();

    private static string Did(Figure figure) => $"max(CASE WHEN r.source = @source AND t.last_day >= @{NameOf(figure)} AND t.last_day <= @day THEN 1 ELSE 0 END)";

    private static string DidInPeriod(string what) => $"max(CASE WHEN {what} AND r.since >= @{NameOf(Figure.Posted)} AND r.day <= @day THEN 1 ELSE 0 END)";
}
