using System.Globalization;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation;

/// <summary>A row that was read: all that is remembered of it, because a file may have a million.</summary>
internal readonly record struct ReadRow(int Line, ImportCodes Codes);

/// <summary>
/// Merges staged rows of activity reports with what is stored, in SQL that runs on both databases. Each report says its own; what a person did is the union of
/// all, so that the order of files does not matter and overlapping periods are not counted twice. Importing the same report again replaces its earlier evidence.
/// </summary>
internal sealed class ActivityMerge(Staging staging)
{
    /// <summary>The rows as they are read.</summary>
    public static readonly StagedTable ReadTable = new(
        Read,
        [
            ("line", typeof(int)), ("id", typeof(Guid)), ("name", typeof(string)), ("reported_on", typeof(string)), ("period", typeof(int)), ("last_active", typeof(string)),
            ("monday", typeof(string)), ("closed", typeof(bool)), ("reacted", typeof(bool)), ("posted", typeof(bool)), ("profile_since", typeof(string)),
        ]);

    /// <summary>The same with whose account each is: written in one go, because changing rows costs more than writing them.</summary>
    public static readonly StagedTable RowsTable = new(
        Rows, [],
        "line integer, name text, reported_on text, period integer, last_active text, monday text, closed boolean, reacted boolean, posted boolean, profile_since text, account guid, is_new boolean, person guid, known boolean");

    /// <summary>The tables that nobody else may write to meanwhile.</summary>
    public const string Held = "activity, active_weeks, platform_accounts, activity_reports, activity_statements, participation_sums";

    /// <summary>Whose profile is complete by the file, for <see cref="Contracts.IObserveProfiles"/>.</summary>
    public const string Profiles = $"SELECT line, person, profile_since FROM {Rows} WHERE person IS NOT NULL AND profile_since IS NOT NULL";

    private const string Read = "read_activity";
    private const string Rows = "import_activity";

    // The report that a row is of.
    private const string OwnReport = "JOIN activity_reports r ON r.source = @source AND r.day = s.reported_on AND r.period = s.period";

    private const string OneForEachAccount =
        $"""
        SELECT r.id, s.account, max(s.last_active), max(CASE WHEN s.reacted THEN 1 ELSE 0 END) = 1, max(CASE WHEN s.posted THEN 1 ELSE 0 END) = 1, max(CASE WHEN s.closed THEN 1 ELSE 0 END) = 1
        FROM {Rows} s {OwnReport} GROUP BY r.id, s.account
        """;

    private const string OneForEachPerson =
        $"""
        (SELECT o.* FROM (
            SELECT person, reported_on, closed, max(last_active) OVER (PARTITION BY person) AS last_active,
                row_number() OVER (PARTITION BY person ORDER BY reported_on DESC, closed DESC, line) AS place
            FROM {Rows} WHERE person IS NOT NULL
        ) AS o WHERE o.place = 1)
        """;

    // Most files name each account and each person once. Then nothing has to be grouped or sorted to merge them.
    private bool _accountsRepeat;
    private bool _peopleRepeat;

    /// <summary>How many different people are named.</summary>
    public int People { get; private set; }

    /// <summary>How many different accounts of nobody known are named.</summary>
    public int Unmatched { get; private set; }

    /// <summary>How many different accounts are closed.</summary>
    public int Closed { get; private set; }

    /// <summary>Finds the people of the accounts: by an earlier match or the lead's own choice, then by mail address, then by account name.</summary>
    public async Task CompareAsync(CancellationToken ct)
    {
        await staging.IndexAsync("", Read, ct);
        _accountsRepeat = (await staging.NumbersAsync($"SELECT count(*) - count(DISTINCT name) FROM {Read}", ct))[0] > 0;
        var id = _accountsRepeat ? "first_value(t.id) OVER (PARTITION BY t.name ORDER BY t.line)" : "t.id";
        await staging.ExecuteAsync(
            $"""
            INSERT INTO {Rows}
            SELECT s.line, s.name, s.reported_on, s.period, s.last_active, s.monday, s.closed, s.reacted, s.posted, s.profile_since, s.account, s.is_new, s.person, a.person IS NOT NULL
            FROM (
                SELECT t.*, COALESCE(k.id, {id}) AS account, k.id IS NULL AS is_new,
                    CASE WHEN k.person IS NOT NULL OR k.is_nobodys THEN k.person
                    ELSE COALESCE(p.id, (SELECT o.id FROM people o WHERE o.account_name = t.name ORDER BY o.id LIMIT 1)) END AS person
                FROM {Read} t LEFT JOIN platform_accounts k ON k.name = t.name LEFT JOIN people p ON p.email = t.name
            ) AS s LEFT JOIN activity a ON a.person = s.person
            """, ct);
        await staging.IndexAsync(_accountsRepeat ? $"CREATE INDEX {Rows}_account ON {Rows} (account, line);" : "", Rows, ct);
        (People, Unmatched, Closed, var matched) = (await staging.QueryAsync(
            $"SELECT count(DISTINCT person), count(DISTINCT CASE WHEN person IS NULL THEN name END), count(DISTINCT CASE WHEN closed THEN name END), count(person) FROM {Rows}",
            row => (Number(row.GetValue(0)), Number(row.GetValue(1)), Number(row.GetValue(2)), Number(row.GetValue(3))), ct))[0];
        _peopleRepeat = matched > People;
    }

    /// <summary>The outcome of each row of the file.</summary>
    public async Task<List<ImportedRow>> OutcomesAsync(List<ReadRow> rows, CancellationToken ct)
    {
        var again = _peopleRepeat ? "CASE WHEN person IS NOT NULL AND row_number() OVER (PARTITION BY person ORDER BY line) > 1 THEN 4 ELSE 0 END" : "0";
        var said = (await staging.QueryAsync(
            $"SELECT line, CASE WHEN person IS NULL THEN 1 ELSE 0 END + CASE WHEN known THEN 2 ELSE 0 END + {again} FROM {Rows}",
            row => (Line: row.GetInt32(0), Flags: row.GetInt32(1)), ct)).ToDictionary(row => row.Line, row => row.Flags);
        return rows.ConvertAll(row =>
        {
            var flags = said.GetValueOrDefault(row.Line);
            var codes = row.Codes
                | ((flags & 1) != 0 ? ImportCodes.PersonUnknown : ImportCodes.None)
                | ((flags & 4) != 0 ? ImportCodes.DuplicateMerged : ImportCodes.None);
            return new ImportedRow(
                row.Line,
                codes.Refuse() ? RowOutcome.Rejected
                : (codes & (ImportCodes.NoName | ImportCodes.KickOffGuest)) != 0 ? RowOutcome.LeftOut
                : (flags & 6) != 0 ? RowOutcome.Merged
                : RowOutcome.Created,
                codes);
        });
    }

    /// <summary>The different days and periods, as text.</summary>
    public Task<List<(string Day, int Period)>> ReportsAsync(CancellationToken ct) =>
        staging.QueryAsync($"SELECT DISTINCT reported_on, period FROM {Rows} ORDER BY reported_on, period", row => (row.GetString(0), Number(row.GetValue(1))), ct);

    /// <summary>Stores accounts and what the report says about them. Returns the first day for which figures may have changed; null when nothing is new.</summary>
    /// <param name="source">The platform of the reports, which are stored already.</param>
    public async Task<string?> KeepAsync(string source, CancellationToken ct)
    {
        if (!await DiffersAsync(source, ct))
        {
            return null;
        }

        await staging.ExecuteAsync(
            $"""
            INSERT INTO platform_accounts (id, name, person, is_nobodys, version)
            SELECT s.account, s.name, s.person, FALSE, 0 FROM {Rows} AS s WHERE s.is_new{(_accountsRepeat ? $" AND s.line = (SELECT min(o.line) FROM {Rows} o WHERE o.account = s.account)" : "")};
            UPDATE platform_accounts SET person = s.person, version = platform_accounts.version + 1
            FROM {Rows} AS s WHERE s.account = platform_accounts.id AND NOT s.is_new AND platform_accounts.person IS NULL AND s.person IS NOT NULL;
            """, ct);
        var since = await FirstNewDayAsync(source, ct);
        await KeepActivityAsync(ct);
        return await KeepStatementsAsync(source, ct) == 0 ? null : since;
    }

    /// <summary>Whether the merge adds anything new. If not, nothing has to be stored or counted.</summary>
    private async Task<bool> DiffersAsync(string source, CancellationToken ct) =>
        (await staging.QueryAsync(
            $"""
            SELECT 1 FROM {Rows} s {OwnReport} LEFT JOIN activity_statements t ON t.report = r.id AND t.account = s.account LEFT JOIN platform_accounts k ON k.id = s.account
            WHERE t.account IS NULL OR t.last_day IS DISTINCT FROM s.last_active OR t.reacted <> s.reacted OR t.posted <> s.posted OR t.closed <> s.closed
                OR k.person IS DISTINCT FROM s.person OR (s.person IS NOT NULL AND NOT s.known)
                OR (s.person IS NOT NULL AND s.monday IS NOT NULL AND NOT EXISTS (SELECT 1 FROM active_weeks w WHERE w.person = s.person AND w.monday = s.monday))
            LIMIT 1
            """, [("source", source)], _ => true, ct)).Count > 0;

    /// <summary>The earliest day that an account was not known to be used on, or that a report no longer names.</summary>
    private async Task<string?> FirstNewDayAsync(string source, CancellationToken ct) =>
        (await staging.QueryAsync(
            $"""
            SELECT min(day) FROM (
                SELECT min(s.reported_on) AS day FROM {Rows} s
                UNION ALL
                SELECT min(s.last_active) FROM {Rows} s WHERE s.last_active IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM activity_statements t JOIN activity_reports r ON r.id = t.report AND r.source = @source WHERE t.account = s.account AND t.last_day = s.last_active)
                UNION ALL
                SELECT min(t.last_day) FROM {Rows} s {OwnReport} JOIN activity_statements t ON t.report = r.id AND t.account = s.account WHERE t.last_day IS DISTINCT FROM s.last_active
            ) AS days
            """, [("source", source)], row => row.IsDBNull(0) ? null : row.GetString(0), ct))[0];

    private Task<int> KeepStatementsAsync(string source, CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO activity_statements (report, account, last_day, reacted, posted, closed)
        {(_accountsRepeat ? OneForEachAccount : $"SELECT r.id, s.account, s.last_active, s.reacted, s.posted, s.closed FROM {Rows} s {OwnReport} WHERE TRUE")}
        ORDER BY s.account, r.id
        ON CONFLICT (account, report) DO UPDATE SET last_day = excluded.last_day, reacted = excluded.reacted, posted = excluded.posted, closed = excluded.closed
        WHERE activity_statements.last_day IS DISTINCT FROM excluded.last_day OR activity_statements.reacted <> excluded.reacted OR activity_statements.posted <> excluded.posted
            OR activity_statements.closed <> excluded.closed
        """, [("source", source)], ct);

    /// <summary>Stores what suggestions and nudges ask for: the last day, the weeks, and whether the newest report says that the account is closed.</summary>
    private Task KeepActivityAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO activity (person, reported_on, last_active, closed, may_be_told, version)
        SELECT s.person, s.reported_on, s.last_active, s.closed, FALSE, 0 FROM {(_peopleRepeat ? OneForEachPerson : Rows)} AS s WHERE s.person IS NOT NULL ORDER BY s.person
        ON CONFLICT (person) DO UPDATE SET
            closed = CASE WHEN excluded.reported_on > activity.reported_on THEN excluded.closed WHEN excluded.reported_on = activity.reported_on THEN activity.closed OR excluded.closed ELSE activity.closed END,
            reported_on = CASE WHEN excluded.reported_on > activity.reported_on THEN excluded.reported_on ELSE activity.reported_on END,
            last_active = CASE WHEN activity.last_active IS NULL OR excluded.last_active > activity.last_active THEN excluded.last_active ELSE activity.last_active END,
            version = activity.version + 1
        WHERE excluded.reported_on > activity.reported_on OR (excluded.reported_on = activity.reported_on AND excluded.closed AND NOT activity.closed)
            OR excluded.last_active > activity.last_active OR (activity.last_active IS NULL AND excluded.last_active IS NOT NULL);
        INSERT INTO active_weeks (person, monday) SELECT {(_peopleRepeat ? "DISTINCT " : "")}person, monday FROM {Rows} WHERE person IS NOT NULL AND monday IS NOT NULL ORDER BY person, monday
        ON CONFLICT (person, monday) DO NOTHING;
        """, ct);

    private static int Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
