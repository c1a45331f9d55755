using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>
/// Compares the staged rows with the stored people and stores what is new, in SQL that runs on both databases. Per person the earliest day is kept, whatever
/// the order of files.
/// </summary>
internal sealed class ProfileMerge(Staging staging)
{
    /// <summary>The people about whom the file contained something new.</summary>
    public const string Touched = $"SELECT person FROM {Rows} WHERE fresh";

    public static readonly StagedTable RowsTable = new(
        Rows,
        [("line", typeof(int)), ("personnel_key", typeof(string)), ("email", typeof(string)), ("day", typeof(string))],
        "person guid, since bigint, clash boolean NOT NULL DEFAULT FALSE, wins boolean NOT NULL DEFAULT FALSE, known boolean NOT NULL DEFAULT FALSE, fresh boolean NOT NULL DEFAULT FALSE");

    public static readonly StagedTable DaysTable = new(Days, [("zone", typeof(string)), ("day", typeof(string)), ("at", typeof(long))]);

    private const string Rows = "import_profiles";
    private const string Days = "import_days";

    public async Task CompareAsync(CancellationToken ct)
    {
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET person = p.id FROM people AS p WHERE p.personnel_key = {Rows}.personnel_key;
            UPDATE {Rows} SET person = p.id FROM people AS p
            WHERE p.email = {Rows}.email AND {Rows}.person IS NULL AND ({Rows}.personnel_key IS NULL OR p.personnel_key IS NULL);
            UPDATE {Rows} SET clash = TRUE, person = NULL
            WHERE email IS NOT NULL AND EXISTS (SELECT 1 FROM people p WHERE p.email = {Rows}.email AND p.id IS DISTINCT FROM {Rows}.person);
            """, ct);
        await FindNewAsync(ct);
    }

    /// <summary>Takes rows of people who are known already.</summary>
    /// <param name="rows">SQL that selects line, person and day.</param>
    public async Task TakeAsync(string rows, CancellationToken ct)
    {
        await staging.ExecuteAsync($"INSERT INTO {Rows} (line, person, day) {rows}", ct);
        await FindNewAsync(ct);
    }

    private async Task FindNewAsync(CancellationToken ct)
    {
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET since = d.at
            FROM people AS p JOIN branches AS b ON b.id = p.branch JOIN {Days} AS d ON d.zone = b.zone
            WHERE p.id = {Rows}.person AND d.day = {Rows}.day;
            """, ct);
        await staging.IndexAsync($"CREATE INDEX {Rows}_person ON {Rows} (person, since, line);", Rows, ct);
        await staging.ExecuteAsync(
            $"""
            UPDATE {Rows} SET wins = TRUE WHERE since IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM {Rows} o WHERE o.person = {Rows}.person AND (o.since < {Rows}.since OR (o.since = {Rows}.since AND o.line < {Rows}.line)));
            UPDATE {Rows} SET known = TRUE WHERE person IS NOT NULL
                AND EXISTS (SELECT 1 FROM profile_evidence e WHERE e.colleague = {Rows}.person AND e.kind = 'Observed');
            UPDATE {Rows} SET fresh = TRUE WHERE wins
                AND NOT EXISTS (SELECT 1 FROM profile_evidence e WHERE e.colleague = {Rows}.person AND e.kind = 'Observed' AND e.since <= {Rows}.since AND e.counts);
            """, ct);
    }

    /// <summary>The outcome of each row of the file.</summary>
    public async Task<List<ImportedRow>> OutcomesAsync(List<ProfileRow> rows, CancellationToken ct)
    {
        var clashes = await LinesAsync("clash", ct);
        var unknown = await LinesAsync("person IS NULL AND NOT clash", ct);
        var known = await LinesAsync("known", ct);
        var again = await LinesAsync("since IS NOT NULL AND NOT wins", ct);
        return rows.ConvertAll(row =>
        {
            var codes = row.Codes
                | (clashes.Contains(row.Line) ? ImportCodes.EmailOfOtherPerson : ImportCodes.None)
                | (unknown.Contains(row.Line) ? ImportCodes.PersonUnknown : ImportCodes.None)
                | (again.Contains(row.Line) ? ImportCodes.DuplicateMerged : ImportCodes.None);
            return new ImportedRow(
                row.Line,
                codes.Refuse() ? RowOutcome.Rejected : known.Contains(row.Line) || again.Contains(row.Line) || row.Since is null ? RowOutcome.Merged : RowOutcome.Created,
                codes);
        });
    }

    /// <summary>Stores the evidence, and if it counts the date since when each profile is complete.</summary>
    public async Task KeepAsync(int definition, bool counts, CancellationToken ct)
    {
        await staging.ExecuteAsync(
            $"""
            INSERT INTO profile_evidence (colleague, kind, definition, since, counts)
            SELECT s.person, 'Observed', {definition}, s.since, {(counts ? "TRUE" : "FALSE")} FROM {Rows} s WHERE s.fresh
            ON CONFLICT (colleague, kind, definition) DO UPDATE SET since = excluded.since WHERE excluded.since < profile_evidence.since
            """, ct);
        if (counts)
        {
            await staging.ExecuteAsync(ProfileCompletion.Sql(Rows, "s.fresh"), ct);
        }
    }

    private async Task<HashSet<int>> LinesAsync(string which, CancellationToken ct) => [.. await staging.NumbersAsync($"SELECT line FROM {Rows} WHERE {which}", ct)];
}
