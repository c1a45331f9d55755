using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>Which person and which branch a user of the company's directory is.</summary>
internal static class ScimMatching
{
    /// <summary>The person who is in the rollout already: by personnel number, or by address if the name is the same.</summary>
    /// <returns>Null where they are new.</returns>
    /// <exception cref="BrokenRuleException">The address belongs to someone else.</exception>
    public static async Task<Person?> FindKnownAsync(RolloutDb db, JsonObject user, CancellationToken ct)
    {
        var number = ScimUser.NumberOf(user) is { } said ? TextNormalizer.Normalize(said) : null;
        if (number is not null && await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.PersonnelKey == number, ct) is { } numbered)
        {
            return numbered;
        }

        var email = ScimUser.EmailOf(user) is { } address ? TextNormalizer.Normalize(address) : null;
        var found = email is null ? null : await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Email == email, ct);
        ScimRules.IsTheSamePerson.Ensure(found is null || number is null || found.PersonnelKey is null || found.PersonnelKey == number);
        ScimRules.IsTheSamePerson.Ensure(found is null || SameName(user, found));
        return found;
    }

    /// <summary>The first of the directory's places that is a branch, by code or name; else the branch they are in, else the token's.</summary>
    public static async Task<Branch> BranchOfAsync(RolloutDb db, JsonObject user, Person? known, ScimToken token, CancellationToken ct)
    {
        var branches = await db.Branches.AsNoTracking().ToListAsync(ct);
        var named = ScimUser.PlacesOf(user).Select(place => branches.Find(b =>
            string.Equals(b.Code, place, StringComparison.OrdinalIgnoreCase) || TextNormalizer.Fold(b.Name) == TextNormalizer.Fold(place))).FirstOrDefault(b => b is not null);
        return named ?? branches.Find(b => b.Id == known?.Branch) ?? branches.Find(b => b.Id == token.Branch)!;
    }

    private static bool SameName(JsonObject user, Person person)
    {
        var family = ScimJson.Text(ScimJson.Get(user, "name"), "familyName") ?? ScimJson.Text(user, "displayName") ?? "";
        return TextNormalizer.Fold(family).EndsWith(TextNormalizer.Fold(person.FamilyName), StringComparison.Ordinal);
    }
}
