using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Writes the winning rows to the stored people, and marks people as left who left or are missing. One statement each, whatever the size.</summary>
internal sealed class PeopleMerge(PeopleStaging staging)
{
    private const string Rows = PeopleStaging.Rows;
    private const string Freed = PeopleStaging.Freed;

    // A refused row still shows that its person is employed, so its keys count too.
    public const string Missing =
        $"""
        active AND NOT is_lead
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.person = people.id)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.id = people.id)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.personnel_key = people.personnel_key)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.email = people.email)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.mobile_key = people.mobile_key AND people.personnel_key IS NULL AND people.email IS NULL)
        """;

    public async Task MergeAsync(PeopleChanges changes, CancellationToken ct)
    {
        await staging.ExecuteAsync(ShareSql, ct);
        await staging.ExecuteAsync($"UPDATE people SET email = NULL, version = version + 1 WHERE id IN (SELECT person FROM {Freed})", ct);
        await staging.ExecuteAsync(
            $"""
            UPDATE people SET {changes.Assignments}, version = people.version + 1
            FROM {Rows} AS s
            WHERE s.wins AND s.gone = 0 AND s.person = people.id AND ({changes.Differs})
            """, ct);
        await InsertAsync(ct);
        await staging.ExecuteAsync(LeaveSql, ct);
        await staging.ExecuteAsync(DirectorsComeSql, ct);
    }

    public async Task<int> CountMissingAsync(CancellationToken ct)
    {
        await staging.IndexKeysAsync(ct);
        return (await staging.NumbersAsync($"SELECT count(*) FROM people WHERE {Missing}", ct))[0];
    }

    /// <summary>The first names of those who are missing, as lists of people are sorted.</summary>
    public Task<List<string>> MissingNamesAsync(CancellationToken ct) =>
        staging.QueryAsync($"SELECT name FROM people WHERE {Missing} ORDER BY sort_name LIMIT {ImportRemark.MostPeople}", row => row.GetString(0), ct);

    public async Task<int> CountActiveAsync(CancellationToken ct) =>
        (await staging.NumbersAsync("SELECT count(*) FROM people WHERE active", ct))[0];

    /// <summary>People who leave by their own row, and the missing ones if that was asked for.</summary>
    public async Task<IReadOnlyList<PersonId>> LeaversAsync(bool alsoMissing, CancellationToken ct) =>
        await staging.QueryAsync($"SELECT id FROM people WHERE ({Left})" + (alsoMissing ? $" OR ({Missing})" : ""), row => new PersonId(row.GetGuid(0)), ct);

    public Task<int> LetMissingLeaveAsync(CancellationToken ct) =>
        staging.ExecuteAsync($"UPDATE people SET active = FALSE, version = version + 1 WHERE {Missing}", ct);

    private Task InsertAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO people (
            id, personnel_number, personnel_key, bare_number, email, shared_email, mobile, mobile_key, given_name, infix, family_name, name, search_name, sort_name, branch,
            work_type, job_title, department, department_key, started_on, full_time_equivalent, language, account_name, active, is_lead, is_facilitator, keys_version, version)
        SELECT s.id, s.personnel_number, s.personnel_key, s.bare_number, s.email, s.shared_email, s.mobile, s.mobile_key,
            s.given_name, s.infix, s.family_name, s.name, s.search_name, s.sort_name, s.branch,
            COALESCE(s.work_type, 'Desk'), COALESCE(s.job_title, ''), COALESCE(s.department, ''), COALESCE(s.department_key, ''),
            s.started_on, s.full_time_equivalent, s.language, s.account_name, TRUE, FALSE, FALSE, {Person.CurrentKeys}, 0
        FROM {Rows} s WHERE s.wins AND s.gone = 0 AND s.person IS NULL ORDER BY s.line
        """, ct);

    /// <summary>Turns personal addresses that are shared mailboxes into shared ones, except those of leads, who sign in with them.</summary>
    private const string ShareSql =
        $"""
        UPDATE people SET shared_email = email, email = NULL, version = version + 1
        WHERE personnel_key IS NOT NULL AND NOT is_lead AND email IN (SELECT shared_email FROM {Rows} WHERE shared_email IS NOT NULL)
        """;

    private const string Left = $"active AND NOT is_lead AND id IN (SELECT person FROM {Rows} WHERE wins AND gone = 1 AND person IS NOT NULL)";

    private const string LeaveSql = $"UPDATE people SET active = FALSE, version = version + 1 WHERE {Left}";

    /// <summary>Assigns directors to branches that were waiting for a person with their e-mail address.</summary>
    private const string DirectorsComeSql =
        """
        UPDATE branches SET director = p.id, director_email = NULL, version = branches.version + 1
        FROM people AS p WHERE p.email = branches.director_email AND p.active
        """;
}
