using System.Globalization;
using Rollout.App.Persistence;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Merges staged rows of activity reports with what is stored, in SQL that runs on both databases. Each report says its own; what a person did is the union of
/// all, so that the order of files does not matter and overlapping periods are not counted twice. The same report again replaces what it said before.
/// </summary>
internal sealed class ActivityMerge(Staging staging)
{
    public static readonly StagedTable RowsTable = new(
        Rows,
        [
            ("line", typeof(int)), ("id", typeof(Guid)), ("name", typeof(string)), ("reported_on", typeof(string)), ("period", typeof(int)), ("last_active", typeof(string)),
            ("monday", typeof(string)), ("closed", typeof(bool)), ("reacted", typeof(bool)), ("posted", typeof(bool)),
        ],
        "account guid, report guid, person guid, nobodys boolean NOT NULL DEFAULT FALSE, known boolean NOT NULL DEFAULT FALSE, again boolean NOT NULL DEFAULT FALSE");

    /// <summary>The tables that nobody else may write to meanwhile.</summary>
    public const string Held = "activity, active_weeks, platform_accounts, activity_reports, activity_statements, participation_sums";

    private const string Rows = "import_activity";

    /// <summary>Finds whose accounts they are: as was found or said before, else by mail address, else by account name.</summary>
    public async Task CompareAsync(CancellationToken ct)
    {
        await staging.IndexAsync($"CREATE INDEX {Rows}_name ON {Rows} (name, line);", Rows, ct);
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET account = a.id, person = a.person, nobodys = a.is_nobodys FROM platform_accounts AS a WHERE a.name = {Rows}.name;
            UPDATE {Rows} SET person = p.id FROM people AS p WHERE {Rows}.person IS NULL AND NOT {Rows}.nobodys AND p.email = {Rows}.name;
            UPDATE {Rows} SET person = p.id FROM people AS p WHERE {Rows}.person IS NULL AND NOT {Rows}.nobodys AND p.account_name = {Rows}.name;
            """, ct);
        await staging.IndexAsync($"CREATE INDEX {Rows}_person ON {Rows} (person, line);", Rows, ct);
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET known = TRUE WHERE EXISTS (SELECT 1 FROM activity a WHERE a.person = {Rows}.person);
            UPDATE {Rows} SET again = TRUE WHERE EXISTS (SELECT 1 FROM {Rows} o WHERE o.person = {Rows}.person AND o.line < {Rows}.line);
            """, ct);
    }

    /// <summary>The outcome of each row of the file.</summary>
    public async Task<List<ImportedRow>> OutcomesAsync(List<ReportRow> rows, CancellationToken ct)
    {
        var unknown = await LinesAsync("person IS NULL", ct);
        var known = await LinesAsync("known", ct);
        var again = await LinesAsync("again", ct);
        return rows.ConvertAll(row =>
        {
            var codes = row.Codes
                | (unknown.Contains(row.Line) ? ImportCodes.PersonUnknown : ImportCodes.None)
                | (again.Contains(row.Line) ? ImportCodes.DuplicateMerged : ImportCodes.None);
            return new ImportedRow(
                row.Line,
                codes.Refuse() ? RowOutcome.Rejected
                : (codes & (ImportCodes.NoName | ImportCodes.KickOffGuest)) != 0 ? RowOutcome.LeftOut
                : known.Contains(row.Line) || again.Contains(row.Line) ? RowOutcome.Merged
                : RowOutcome.Created,
                codes);
        });
    }

    /// <summary>How many different people, accounts of nobody, and closed accounts there are.</summary>
    public async Task<(int People, int Unmatched, int Closed)> CountAsync(CancellationToken ct) =>
        (await staging.QueryAsync(
            $"SELECT count(DISTINCT person), count(DISTINCT CASE WHEN person IS NULL THEN name END), count(DISTINCT CASE WHEN closed THEN name END) FROM {Rows}",
            row => (Number(row.GetValue(0)), Number(row.GetValue(1)), Number(row.GetValue(2))), ct))[0];

    /// <summary>The different days and periods, as text.</summary>
    public Task<List<(string Day, int Period)>> ReportsAsync(CancellationToken ct) =>
        staging.QueryAsync($"SELECT DISTINCT reported_on, period FROM {Rows} ORDER BY reported_on, period", row => (row.GetString(0), Number(row.GetValue(1))), ct);

    /// <summary>Stores accounts and what is said of them. Returns the first day for which figures may have changed; null when nothing is new.</summary>
    /// <param name="source">The platform of the reports, which are stored already.</param>
    public async Task<string?> KeepAsync(string source, CancellationToken ct)
    {
        await staging.ExecuteAsync(
            $"""
            INSERT INTO platform_accounts (id, name, person, is_nobodys, version)
            SELECT s.id, s.name, s.person, FALSE, 0
            FROM (SELECT id, name, person, account, row_number() OVER (PARTITION BY name ORDER BY line) AS place FROM {Rows}) AS s WHERE s.place = 1 AND s.account IS NULL;
            UPDATE platform_accounts SET person = s.person, version = platform_accounts.version + 1
            FROM {Rows} AS s WHERE s.account = platform_accounts.id AND platform_accounts.person IS NULL AND s.person IS NOT NULL;
            UPDATE {Rows} SET account = a.id FROM platform_accounts AS a WHERE {Rows}.account IS NULL AND a.name = {Rows}.name;
            """, ct);
        await staging.ExecuteAsync(
            $"UPDATE {Rows} SET report = r.id FROM activity_reports AS r WHERE r.source = @source AND r.day = {Rows}.reported_on AND r.period = {Rows}.period;", [("source", source)], ct);
        var since = await FirstNewDayAsync(ct);
        await KeepActivityAsync(ct);
        return await KeepStatementsAsync(ct) == 0 ? null : since;
    }

    /// <summary>The earliest day that an account was not known to be used on, or that a report no longer names.</summary>
    private async Task<string?> FirstNewDayAsync(CancellationToken ct) =>
        (await staging.QueryAsync(
            $"""
            SELECT min(day) FROM (
                SELECT min(s.reported_on) AS day FROM {Rows} s
                UNION ALL
                SELECT min(s.last_active) FROM {Rows} s WHERE s.last_active IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM activity_statements t JOIN activity_reports r ON r.id = t.report JOIN activity_reports own ON own.id = s.report AND own.source = r.source
                    WHERE t.account = s.account AND t.last_day = s.last_active)
                UNION ALL
                SELECT min(t.last_day) FROM {Rows} s JOIN activity_statements t ON t.report = s.report AND t.account = s.account WHERE t.last_day IS DISTINCT FROM s.last_active
            ) AS days
            """, row => row.IsDBNull(0) ? null : row.GetString(0), ct))[0];

    private Task<int> KeepStatementsAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO activity_statements (report, account, last_day, reacted, posted, closed)
        SELECT report, account, max(last_active), max(CASE WHEN reacted THEN 1 ELSE 0 END) = 1, max(CASE WHEN posted THEN 1 ELSE 0 END) = 1, max(CASE WHEN closed THEN 1 ELSE 0 END) = 1
        FROM {Rows} WHERE report IS NOT NULL GROUP BY report, account
        ON CONFLICT (report, account) DO UPDATE SET last_day = excluded.last_day, reacted = excluded.reacted, posted = excluded.posted, closed = excluded.closed
        WHERE activity_statements.last_day IS DISTINCT FROM excluded.last_day OR activity_statements.reacted <> excluded.reacted OR activity_statements.posted <> excluded.posted
            OR activity_statements.closed <> excluded.closed
        """, ct);

    /// <summary>Stores what suggestions and nudges ask for: the last day, the weeks, and whether the newest report says that the account is closed.</summary>
    private Task KeepActivityAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO activity (person, reported_on, last_active, closed, may_be_told, version)
        SELECT s.person, s.reported_on, s.last_active, s.closed, FALSE, 0
        FROM (
            SELECT person, reported_on, closed, max(last_active) OVER (PARTITION BY person) AS last_active,
                row_number() OVER (PARTITION BY person ORDER BY reported_on DESC, closed DESC, line) AS place
            FROM {Rows} WHERE person IS NOT NULL
        ) AS s
        WHERE s.place = 1
        ON CONFLICT (person) DO UPDATE SET
            closed = CASE WHEN excluded.reported_on > activity.reported_on THEN excluded.closed WHEN excluded.reported_on = activity.reported_on THEN activity.closed OR excluded.closed ELSE activity.closed END,
            reported_on = CASE WHEN excluded.reported_on > activity.reported_on THEN excluded.reported_on ELSE activity.reported_on END,
            last_active = CASE WHEN activity.last_active IS NULL OR excluded.last_active > activity.last_active THEN excluded.last_active ELSE activity.last_active END,
            version = activity.version + 1
        WHERE excluded.reported_on > activity.reported_on OR (excluded.reported_on = activity.reported_on AND excluded.closed AND NOT activity.closed)
            OR excluded.last_active > activity.last_active OR (activity.last_active IS NULL AND excluded.last_active IS NOT NULL);
        INSERT INTO active_weeks (person, monday) SELECT DISTINCT person, monday FROM {Rows} WHERE person IS NOT NULL AND monday IS NOT NULL
        ON CONFLICT (person, monday) DO NOTHING;
        """, ct);

    private async Task<HashSet<int>> LinesAsync(string which, CancellationToken ct) => [.. await staging.NumbersAsync($"SELECT line FROM {Rows} WHERE {which}", ct)];

    private static int Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
