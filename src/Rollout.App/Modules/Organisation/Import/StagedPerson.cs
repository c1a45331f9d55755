using NodaTime.Text;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>A row in the staging table, to be compared and merged by SQL.</summary>
internal static class StagedPerson
{
    /// <summary>The columns, in the order of <see cref="Values"/>. All but the first four are nullable.</summary>
    public static readonly IReadOnlyList<(string Name, Type Type)> Columns =
    [
        ("line", typeof(int)), ("identity", typeof(int)), ("refused", typeof(bool)), ("gone", typeof(int)),
        ("personnel_key", typeof(string)), ("bare_number", typeof(string)), ("email", typeof(string)), ("mobile_key", typeof(string)), ("search_name", typeof(string)), ("name", typeof(string)),
        ("id", typeof(Guid)), ("personnel_number", typeof(string)), ("shared_email", typeof(string)), ("mobile", typeof(string)),
        ("given_name", typeof(string)), ("infix", typeof(string)), ("family_name", typeof(string)), ("sort_name", typeof(string)),
        ("branch", typeof(Guid)), ("work_type", typeof(string)), ("job_title", typeof(string)), ("started_on", typeof(string)),
        ("full_time_equivalent", typeof(double)), ("language", typeof(string)), ("department", typeof(string)), ("department_key", typeof(string)), ("account_name", typeof(string)),
    ];

    /// <summary>Fills <paramref name="values"/> with a row. Of refused rows and people who do not work here only the keys are staged, to identify the person.</summary>
    public static void Values(in PersonRow row, IReadOnlyDictionary<string, Branch> branches, object?[] values)
    {
        var person = row.Person!;
        Array.Clear(values);
        values[0] = row.Line;
        values[1] = row.Identity;
        values[2] = row.Codes.Refuse();
        values[3] = Gone(row.Codes);
        values[4] = person.NumberKey;
        values[5] = person.NumberKey is null ? null : TextNormalizer.WithoutZeros(person.NumberKey);
        values[6] = person.Email;
        values[7] = person.MobileKey;
        values[8] = person.NameKey;
        values[9] = PersonNames.Full(person.GivenName, person.Infix, person.FamilyName);
        if (row.Codes.Refuse() || row.IsNotHere)
        {
            return;
        }

        values[10] = PersonId.New().Value;
        values[11] = person.Number;
        values[12] = person.SharedEmail;
        values[13] = person.Mobile;
        values[14] = person.GivenName;
        values[15] = person.Infix;
        values[16] = person.FamilyName;
        values[17] = PersonNames.SortKey(person.GivenName, person.Infix, person.FamilyName, person.Country);
        values[18] = branches[person.BranchKey].Id.Value;
        values[19] = PersonText.WorkTypeOf(person)?.ToString();
        values[20] = person.JobTitle;
        values[21] = person.Since is { } since ? LocalDatePattern.Iso.Format(since) : null;
        values[22] = (double?)person.Fte;
        values[23] = person.Language;
        values[24] = person.Department;
        values[25] = person.Department is null ? null : Person.DepartmentKeyOf(person.Department);
        values[26] = person.AccountName;
    }

    /// <summary>0: works here; 1: has left or has a closed account; 2: a guest, who never worked here.</summary>
    private static int Gone(ImportCodes codes) => (codes & ImportCodes.KickOffGuest) != 0 ? 2 : (codes & ImportCodes.NotHere) != 0 ? 1 : 0;
}
