using System.Text.Json.Nodes;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>A person as a SCIM user, and back. What it does not know (roles, managers, schedules) is ignored.</summary>
internal static class ScimUser
{
    private const int MostJob = 200;

    public static JsonObject Of(ScimAccount account, Person person, SiteUrl site)
    {
        var family = $"{person.Infix} {person.FamilyName}".Trim();
        var user = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimJson.User, ScimJson.Enterprise),
            ["id"] = account.Id.ToString(),
            ["externalId"] = account.ExternalId,
            ["userName"] = account.UserName,
            ["active"] = person.Active,
            ["displayName"] = person.Name,
            ["name"] = new JsonObject { ["givenName"] = person.GivenName, ["familyName"] = family, ["formatted"] = person.Name },
            ["emails"] = person.Email is null ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "work", ["value"] = person.Email, ["primary"] = true }),
            ["phoneNumbers"] = person.Mobile is null ? new JsonArray() : new JsonArray(new JsonObject { ["type"] = "mobile", ["value"] = person.Mobile }),
            ["title"] = person.JobTitle.Length > 0 ? person.JobTitle : null,
            ["preferredLanguage"] = person.Language,
            [ScimJson.Enterprise] = new JsonObject { ["employeeNumber"] = person.PersonnelNumber, ["department"] = person.Department.Length > 0 ? person.Department : null },
            ["meta"] = new JsonObject
            {
                ["resourceType"] = "User",
                ["created"] = InstantPattern.ExtendedIso.Format(account.MadeAt),
                ["lastModified"] = InstantPattern.ExtendedIso.Format(account.ChangedAt),
                ["location"] = site.To($"/scim/v2/Users/{account.Id}").AbsoluteUri,
            },
        };
        foreach (var empty in user.Where(p => p.Value is null).Select(p => p.Key).ToList())
        {
            user.Remove(empty);
        }

        return user;
    }

    /// <summary>What the directory says of someone, as the lead would type it.</summary>
    /// <param name="known">Who they are so far; null for someone new.</param>
    /// <param name="branch">Where they work.</param>
    public static PersonDetails Details(JsonObject user, Person? known, Branch branch)
    {
        var enterprise = ScimJson.Get(user, ScimJson.Enterprise);
        var name = NameOf(user, known, branch.Country);
        var mobile = ScimJson.ValueOf(user, "phoneNumbers", "mobile", onlyOfType: true);
        var language = ScimJson.Text(user, "preferredLanguage") is { Length: >= 2 } said ? said[..2].ToLowerInvariant() : null;
        return new PersonDetails(branch.Id, name.Given, name.Infix, name.Family)
        {
            PersonnelNumber = NumberOf(user) ?? known?.PersonnelNumber,
            Email = EmailOf(user) ?? known?.Email,
            Mobile = mobile is { Length: <= Person.MobileLength } && MobileNumber.International(mobile, branch.Country) is not null ? mobile : known?.Mobile,
            Language = RolloutSettings.KnownLanguages.Contains(language) ? language : known?.Language,
            WorkType = known?.WorkType ?? WorkType.Desk,
            JobTitle = Cut(ScimJson.Text(user, "title") ?? known?.JobTitle ?? "", MostJob),
            Department = Cut(ScimJson.Text(enterprise, "department") ?? known?.Department ?? "", Person.DepartmentLength),
        };
    }

    public static string? NumberOf(JsonObject user) => ScimJson.Text(ScimJson.Get(user, ScimJson.Enterprise), "employeeNumber");

    /// <summary>The work address; where there is none, the user name if it is an address.</summary>
    public static string? EmailOf(JsonObject user) =>
        ScimJson.ValueOf(user, "emails", "work") ?? (ScimJson.Text(user, "userName") is { } name && name.Contains('@', StringComparison.Ordinal) ? name : null);

    /// <summary>Everything in which directories write where someone works.</summary>
    public static IEnumerable<string> PlacesOf(JsonObject user)
    {
        var enterprise = ScimJson.Get(user, ScimJson.Enterprise);
        var addresses = (ScimJson.Get(user, "addresses") as JsonArray)?.OfType<JsonObject>() ?? [];
        return addresses.SelectMany(a => new[] { ScimJson.Text(a, "formatted"), ScimJson.Text(a, "locality") })
            .Concat([ScimJson.Text(enterprise, "division"), ScimJson.Text(enterprise, "organization"), ScimJson.Text(enterprise, "costCenter"), ScimJson.Text(enterprise, "department")]).OfType<string>();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static NameParts NameOf(JsonObject user, Person? known, string country)
    {
        var name = ScimJson.Get(user, "name");
        var (given, family) = (ScimJson.Text(name, "givenName"), ScimJson.Text(name, "familyName"));
        if (given is null && family is null)
        {
            return (ScimJson.Text(name, "formatted") ?? ScimJson.Text(user, "displayName")) is { } whole
                ? FullNames.Split(whole, familyFirst: false, country)
                : new NameParts("", "", (ScimJson.Text(user, "userName") ?? "").Split('@')[0]);
        }

        // What stands before the name is one with it in directories, and apart where the lead or a file keeps it so.
        return known is not null && $"{known.Infix} {known.FamilyName}".Trim() == family
            ? new NameParts(given ?? "", known.Infix, known.FamilyName)
            : new NameParts(given ?? "", "", family ?? "");
    }
}
