using System.Text.RegularExpressions;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>What directories ask before they create: <c>userName eq "…"</c>, <c>externalId eq "…"</c>, a name, an address or the id.</summary>
internal sealed partial record ScimFilter(string? Attribute, string Value)
{
    private static readonly string[] Known = ["username", "externalid", "id", "displayname", "emails", "emails.value"];

    /// <returns>Null for a filter that is not understood.</returns>
    public static ScimFilter? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ScimFilter(null, "");
        }

        var match = Equality().Match(text);
        var attribute = Chosen().Replace(match.Groups["attribute"].Value.ToLowerInvariant(), "");
        return match.Success && Known.Contains(attribute) ? new ScimFilter(attribute, match.Groups["value"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)) : null;
    }

    public IQueryable<ScimAccount> Of(RolloutDb db)
    {
        var (key, id) = (TextNormalizer.Normalize(Value), Guid.TryParse(Value, out var number) ? new ScimAccountId(number) : default);
        return Attribute switch
        {
            null => db.ScimAccounts,
            "username" => db.ScimAccounts.Where(a => a.UserNameKey == key),
            "externalid" => db.ScimAccounts.Where(a => a.ExternalId == Value),
            "displayname" => db.ScimAccounts.Where(a => db.People.Any(p => p.Id == a.Person && p.Name == Value)),
            "id" => db.ScimAccounts.Where(a => a.Id == id),
            _ => db.ScimAccounts.Where(a => db.People.Any(p => p.Id == a.Person && p.Email == key)),
        };
    }

    [GeneratedRegex("""^\s*(?<attribute>[\w.:\[\]" -]+?)\s+eq\s+"(?<value>(?:[^"\\]|\\.)*)"\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Equality();

    // emails[type eq "work"].value
    [GeneratedRegex(@"\[.*\]")]
    private static partial Regex Chosen();
}
