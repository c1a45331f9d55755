using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Writes the winning rows to the stored people, and lets missing people leave. One statement each, whatever the size.</summary>
internal sealed class PeopleMerge(PeopleStaging staging)
{
    private const string Rows = PeopleStaging.Rows;
    private const string Freed = PeopleStaging.Freed;

    // A refused row still shows that its person is employed, so its keys count too.
    private const string Missing =
        $"""
        active AND NOT is_lead
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.person = people.id)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.id = people.id)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.personnel_key = people.personnel_key)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.email = people.email)
        AND NOT EXISTS (SELECT 1 FROM {Rows} s WHERE s.mobile_key = people.mobile_key AND people.personnel_key IS NULL AND people.email IS NULL)
        """;

    public async Task RunAsync(PeopleFile file, CancellationToken ct)
    {
        await OneRowAPersonAsync(ct);
        await staging.ExecuteAsync($"UPDATE people SET email = NULL WHERE id IN (SELECT person FROM {Freed})", ct);
        await UpdateAsync(file, ct);
        await InsertAsync(ct);
        await staging.ExecuteAsync(DirectorsComeSql, ct);
    }

    public async Task<int> CountMissingAsync(CancellationToken ct)
    {
        await staging.IndexKeysAsync(ct);
        return (await staging.NumbersAsync($"SELECT count(*) FROM people WHERE {Missing}", ct))[0];
    }

    public async Task<int> CountActiveAsync(CancellationToken ct) =>
        (await staging.NumbersAsync("SELECT count(*) FROM people WHERE active", ct))[0];

    public Task<int> LetMissingLeaveAsync(CancellationToken ct) =>
        staging.ExecuteAsync($"UPDATE people SET active = FALSE, version = version + 1 WHERE {Missing}", ct);

    /// <summary>Two people of the file can turn out to be one stored person, matched by number in one row and by e-mail address in another.</summary>
    private Task OneRowAPersonAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE {Rows} SET wins = FALSE
        FROM (SELECT person, max(line) AS last FROM {Rows} WHERE wins AND person IS NOT NULL GROUP BY person HAVING count(*) > 1) AS twice
        WHERE {Rows}.wins AND {Rows}.person = twice.person AND {Rows}.line < twice.last
        """, ct);

    private Task UpdateAsync(PeopleFile file, CancellationToken ct)
    {
        var sets = Sets(file).ToList();
        return staging.ExecuteAsync(
            $"""
            UPDATE people SET {string.Join(", ", sets.Select(set => $"{set.Column} = {set.Value}"))}, version = people.version + 1
            FROM {Rows} AS s
            WHERE s.wins AND s.person = people.id
            AND ({string.Join(" OR ", sets.Select(set => $"people.{set.Column} IS DISTINCT FROM {set.Value}"))})
            """, ct);
    }

    /// <summary>
    /// Values for which the file has no column are left as they are. An empty cell clears the value, except for keys, the sign-in address, and the language
    /// that the person may have chosen.
    /// </summary>
    private static IEnumerable<(string Column, string Value)> Sets(PeopleFile file)
    {
        yield return ("personnel_number", "COALESCE(s.personnel_number, people.personnel_number)");
        yield return ("personnel_key", "COALESCE(s.personnel_key, people.personnel_key)");
        yield return ("bare_number", "COALESCE(s.bare_number, people.bare_number)");
        yield return ("email", "COALESCE(s.email, people.email)");
        foreach (var name in new[] { "given_name", "infix", "family_name", "name", "search_name", "sort_name", "branch" })
        {
            yield return (name, "s." + name);
        }

        yield return ("work_type", "COALESCE(s.work_type, people.work_type)");
        yield return ("language", "COALESCE(people.language, s.language)");
        yield return ("active", "TRUE");
        if (file.Has(PeopleColumn.Mobile))
        {
            yield return ("mobile", "s.mobile");
            yield return ("mobile_key", "s.mobile_key");
        }

        if (file.Has(PeopleColumn.JobTitle))
        {
            yield return ("job_title", "COALESCE(s.job_title, '')");
        }

        if (file.Has(PeopleColumn.Department))
        {
            yield return ("department", "COALESCE(s.department, '')");
            yield return ("department_key", "COALESCE(s.department_key, '')");
        }

        if (file.Has(PeopleColumn.Since))
        {
            yield return ("started_on", "s.started_on");
        }

        if (file.Has(PeopleColumn.Fte))
        {
            yield return ("full_time_equivalent", "s.full_time_equivalent");
        }
    }

    private Task InsertAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO people (
            id, personnel_number, personnel_key, bare_number, email, mobile, mobile_key, given_name, infix, family_name, name, search_name, sort_name, branch,
            work_type, job_title, department, department_key, started_on, full_time_equivalent, language, active, is_lead, is_facilitator, keys_version, version)
        SELECT s.id, s.personnel_number, s.personnel_key, s.bare_number, s.email, s.mobile, s.mobile_key, s.given_name, s.infix, s.family_name, s.name, s.search_name, s.sort_name, s.branch,
            COALESCE(s.work_type, 'Desk'), COALESCE(s.job_title, ''), COALESCE(s.department, ''), COALESCE(s.department_key, ''), s.started_on, s.full_time_equivalent, s.language, TRUE, FALSE, FALSE, {Person.CurrentKeys}, 0
        FROM {Rows} s WHERE s.wins AND s.person IS NULL ORDER BY s.line
        """, ct);

    /// <summary>Assigns directors to branches that were waiting for a person with their e-mail address.</summary>
    private const string DirectorsComeSql =
        """
        UPDATE branches SET director = p.id, director_email = NULL, version = branches.version + 1
        FROM people AS p WHERE p.email = branches.director_email AND p.active
        """;
}
