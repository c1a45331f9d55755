using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <content>What a person is matched, searched and sorted by.</content>
public sealed partial class Person
{
    /// <summary>The version of the rules that <see cref="MakeKeys"/> follows. Raised when they change: the program then recomputes the stored keys.</summary>
    public const int CurrentKeys = 1;

    /// <summary>The normalized number (<see cref="TextNormalizer.Normalize"/>): "0106" and "106" differ, "e1" and "E1" do not. Unique where present.</summary>
    public string? PersonnelKey { get; private set; }

    /// <summary>The number without what spreadsheets drop (<see cref="TextNormalizer.WithoutZeros"/>). With the same name it is the same person.</summary>
    public string? BareNumber { get; private set; }

    /// <summary>
    /// The mobile in international form (<see cref="MobileNumber"/>). Unique among people who have neither number nor e-mail, for whom it is the key;
    /// others are known by it together with their name.
    /// </summary>
    public string? MobileKey { get; private set; }

    /// <summary>The name as it is compared: see <see cref="TextNormalizer.Fold"/>.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>What lists of people are sorted by: see <see cref="PersonNames.SortKey"/>.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The version of the matching rules that the keys were made by; see <see cref="CurrentKeys"/>.</summary>
    public int KeysVersion { get; private set; }

    /// <summary>The department as it is matched (<see cref="TextNormalizer.Fold"/>): "Sales " and "sales" are one.</summary>
    public string DepartmentKey { get; private set; } = "";

    /// <summary>
    /// Recomputes everything that the person is matched, searched and sorted by. Needed when the country of the branch changes, and for people who
    /// were stored by an older version.
    /// </summary>
    public void MakeKeys(string country)
    {
        PersonnelKey = PersonnelNumber is null ? null : TextNormalizer.Normalize(PersonnelNumber);
        BareNumber = PersonnelKey is null ? null : TextNormalizer.WithoutZeros(PersonnelKey);
        MobileKey = Mobile is null ? null : MobileNumber.International(Mobile, country);
        Name = PersonNames.Full(GivenName, Infix, FamilyName);
        SearchName = PersonNames.Folded(Name);
        SortName = PersonNames.SortKey(GivenName, Infix, FamilyName, country);
        DepartmentKey = DepartmentKeyOf(Department);
        KeysVersion = CurrentKeys;
    }

    /// <summary>Neither number nor e-mail: the mobile is the key.</summary>
    public bool IsKnownByMobileAlone => PersonnelKey is null && Email is null && MobileKey is not null;

    /// <summary>Someone else has this mobile as their key.</summary>
    public void ForgetMobileKey() => MobileKey = null;

    /// <summary>What departments are matched by.</summary>
    public static string DepartmentKeyOf(string department) => TextNormalizer.Cut(TextNormalizer.Fold(department), DepartmentLength);
}
