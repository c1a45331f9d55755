using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>A row in the staging table, to be compared and merged by SQL.</summary>
internal static class StagedPerson
{
    /// <summary>The columns, in the order of <see cref="Values"/>. All but the first three are nullable.</summary>
    public static readonly IReadOnlyList<(string Name, Type Type)> Columns =
    [
        ("line", typeof(int)), ("identity", typeof(int)), ("refused", typeof(bool)), ("id", typeof(Guid)),
        ("personnel_number", typeof(string)), ("personnel_key", typeof(string)), ("email", typeof(string)),
        ("mobile", typeof(string)), ("mobile_key", typeof(string)),
        ("given_name", typeof(string)), ("infix", typeof(string)), ("family_name", typeof(string)), ("name", typeof(string)), ("search_name", typeof(string)),
        ("branch", typeof(Guid)), ("work_type", typeof(string)), ("job_title", typeof(string)), ("started_on", typeof(string)),
        ("full_time_equivalent", typeof(double)), ("language", typeof(string)),
        ("department", typeof(string)), ("department_key", typeof(string)), ("bare_number", typeof(string)), ("sort_name", typeof(string)),
    ];

    /// <summary>Fills <paramref name="values"/> with a row. Of a refused row only the keys are staged, to show that the person is not missing.</summary>
    public static void Values(in PersonRow row, IReadOnlyDictionary<string, Branch> branches, object?[] values)
    {
        var person = row.Person!;
        var refused = row.Codes.Refuse();
        Array.Clear(values);
        values[0] = row.Line;
        values[1] = row.Identity;
        values[2] = refused;
        values[5] = person.NumberKey;
        values[6] = person.Email;
        values[8] = person.MobileKey;
        if (refused)
        {
            return;
        }

        values[3] = PersonId.New().Value;
        values[4] = person.Number;
        values[7] = person.Mobile;
        values[9] = person.GivenName;
        values[10] = person.Infix;
        values[11] = person.FamilyName;
        var name = PersonNames.Full(person.GivenName, person.Infix, person.FamilyName);
        values[12] = name;
        values[13] = PersonNames.Folded(name);
        values[14] = branches[person.BranchKey].Id.Value;
        values[15] = PersonText.WorkTypeOf(person)?.ToString();
        values[16] = person.JobTitle;
        values[17] = person.Since is { } since ? NodaTime.Text.LocalDatePattern.Iso.Format(since) : null;
        values[18] = (double?)person.Fte;
        values[19] = PersonText.LanguageOf(person);
        values[20] = person.Department;
        values[21] = person.Department is null ? null : Person.DepartmentKeyOf(person.Department);
        values[22] = person.NumberKey is null ? null : TextNormalizer.WithoutZeros(person.NumberKey);
        values[23] = PersonNames.SortKey(person.GivenName, person.Infix, person.FamilyName, person.Country);
    }
}
