using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation;

/// <summary>
/// Merges staged rows of activity reports with what is stored, in SQL that runs on both databases. The newest report decides whether an account is closed; the
/// last active day is the latest of all reports, and the weeks are the union of all, so that the order of files does not matter and overlapping periods are not
/// counted twice.
/// </summary>
internal sealed class ActivityMerge(Staging staging)
{
    public static readonly StagedTable RowsTable = new(
        Rows,
        [
            ("line", typeof(int)), ("account", typeof(string)), ("reported_on", typeof(string)), ("last_active", typeof(string)), ("monday", typeof(string)), ("closed", typeof(bool)),
        ],
        "person guid, known boolean NOT NULL DEFAULT FALSE, again boolean NOT NULL DEFAULT FALSE");

    private const string Rows = "import_activity";

    public async Task CompareAsync(CancellationToken ct)
    {
        await staging.ExecuteAsync($"UPDATE {Rows} SET person = p.id FROM people AS p WHERE p.email = {Rows}.account;", ct);
        await staging.IndexAsync($"CREATE INDEX {Rows}_person ON {Rows} (person, line);", Rows, ct);
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET known = TRUE WHERE EXISTS (SELECT 1 FROM activity a WHERE a.person = {Rows}.person);
            UPDATE {Rows} SET again = TRUE WHERE EXISTS (SELECT 1 FROM {Rows} o WHERE o.person = {Rows}.person AND o.line < {Rows}.line);
            """, ct);
    }

    /// <summary>The outcome of each row of the file.</summary>
    public async Task<List<ImportedRow>> FatesAsync(List<ActivityRow> rows, CancellationToken ct)
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
                row.Line, codes.Refuse() ? RowOutcome.Rejected : known.Contains(row.Line) || again.Contains(row.Line) ? RowOutcome.Merged : RowOutcome.Created, codes);
        });
    }

    /// <summary>Stores what is new. The person's choice to share is not changed.</summary>
    public Task KeepAsync(CancellationToken ct) => staging.ExecuteAsync(
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
}
