namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// How a winning row (s) changes its stored person (people). Values for which the file has no column are left as they are. An empty cell clears the value,
/// except for keys, the sign-in address, and the language that the person may have chosen.
/// </summary>
internal sealed class PeopleChanges
{
    // Of "731" and "000731" the one with zeros is kept, because nobody adds zeros by mistake.
    private const string KeepsNumber =
        "s.personnel_key IS NULL OR (s.zeros AND length(replace(people.personnel_key, '.', '')) >= length(replace(s.personnel_key, '.', '')))";

    private readonly List<(string Column, string Value)> _sets;

    public PeopleChanges(PeopleFile file) => _sets = [.. Sets(file)];

    /// <summary>The SET clause.</summary>
    public string Assignments => string.Join(", ", _sets.Select(set => $"{set.Column} = {set.Value}"));

    /// <summary>The condition that anything changes.</summary>
    public string Differs => string.Join(" OR ", _sets.Select(set => $"people.{set.Column} IS DISTINCT FROM {set.Value}"));

    private static IEnumerable<(string Column, string Value)> Sets(PeopleFile file)
    {
        yield return ("personnel_number", $"CASE WHEN {KeepsNumber} THEN people.personnel_number ELSE s.personnel_number END");
        yield return ("personnel_key", $"CASE WHEN {KeepsNumber} THEN people.personnel_key ELSE s.personnel_key END");
        yield return ("bare_number", "COALESCE(s.bare_number, people.bare_number)");
        yield return ("email", "COALESCE(s.email, people.email)");
        yield return ("shared_email", "CASE WHEN s.email IS NULL THEN COALESCE(s.shared_email, people.shared_email) END");
        foreach (var name in new[] { "given_name", "infix", "family_name", "name", "search_name", "sort_name", "branch" })
        {
            yield return (name, "s." + name);
        }

        yield return ("work_type", "COALESCE(s.work_type, people.work_type)");
        yield return ("account_name", "COALESCE(s.account_name, people.account_name)");
        yield return ("language", "COALESCE(people.language, s.language)");
        yield return ("active", "TRUE");
        var optional = new (PeopleColumn Column, string Name, string Value)[]
        {
            (PeopleColumn.Mobile, "mobile", "s.mobile"), (PeopleColumn.Mobile, "mobile_key", "s.mobile_key"),
            (PeopleColumn.JobTitle, "job_title", "COALESCE(s.job_title, '')"),
            (PeopleColumn.Department, "department", "COALESCE(s.department, '')"), (PeopleColumn.Department, "department_key", "COALESCE(s.department_key, '')"),
            (PeopleColumn.Since, "started_on", "s.started_on"), (PeopleColumn.Fte, "full_time_equivalent", "s.full_time_equivalent"),
        };
        foreach (var (_, name, value) in optional.Where(o => file.Has(o.Column)))
        {
            yield return (name, value);
        }
    }
}
