using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation;

/// <summary>Resolves what the lead typed in a box without a list of results to exactly one person.</summary>
internal static class OnePerson
{
    /// <param name="who">A mail address, account name or personnel number, also of someone who left; otherwise what finds one person who works here (<see cref="PeopleSearch"/>).</param>
    /// <exception cref="BrokenRuleException"><see cref="ParticipationRules.PersonIsKnown"/>: it is nobody, or several people.</exception>
    public static async Task<Person> MeantByAsync(this IQueryable<Person> people, string who, CancellationToken ct)
    {
        var key = TextNormalizer.Normalize(who);
        var found = await people.Where(p => p.Email == key || p.AccountName == key || p.PersonnelKey == key).Take(2).ToListAsync(ct);
        if (found.Count == 0 && key.Length > 0)
        {
            found = await people.Where(p => p.Active).Matching(who).Take(2).ToListAsync(ct);
        }

        ParticipationRules.PersonIsKnown.Ensure(found.Count == 1);
        return found[0];
    }
}
