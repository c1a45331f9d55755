using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>Makes people ambassadors, however it came about: creates their code, and mails their link and what to do. Former ambassadors keep their link.</summary>
public sealed class Appointing(RolloutSettingsCache rollout, AmbassadorEmails letters)
{
    /// <summary>Runs in the caller's transaction, which must have locked the rollout.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task AddAsync(RolloutDb db, IReadOnlyList<Person> people, int quota, LocalDate from, LocalDate until, Instant now, CancellationToken ct)
    {
        AmbassadorRules.NeedsAnEmail.Ensure(people.All(p => p.Email is not null));
        var chosen = people.Select(p => p.Id).ToList();
        var before = await db.Ambassadors.Where(a => chosen.Contains(a.Person)).ToDictionaryAsync(a => a.Person, ct);
        var codes = await FreeCodesAsync(db, [.. people.Where(p => !before.ContainsKey(p.Id))], ct);
        var theRollout = await rollout.GetAsync(ct);
        var zones = await db.Branches.ToDictionaryAsync(b => b.Id, b => b.Zone, ct);
        foreach (var person in people)
        {
            var today = now.InZone(zones[person.Branch]).Date;
            if (before.TryGetValue(person.Id, out var ambassador))
            {
                ambassador.Reappoint(quota, from, until, today, now);
            }
            else
            {
                ambassador = Ambassador.Appoint(person.Id, quota, from, until, codes[person.Id], today, now);
                db.Ambassadors.Add(ambassador);
            }

            db.Outbox.Add(letters.Welcome(theRollout, ambassador, person, now));
        }
    }

    private static async Task<Dictionary<PersonId, string>> FreeCodesAsync(RolloutDb db, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var codes = new Dictionary<PersonId, string>();
        for (var left = people; left.Count > 0; left = [.. left.Where(p => !codes.ContainsKey(p.Id))])
        {
            var drawn = left.ToDictionary(p => p.Id, p => AmbassadorCode.Create(p.GivenName));
            var taken = (await db.Ambassadors.Where(a => drawn.Values.Contains(a.Code)).Select(a => a.Code).ToListAsync(ct)).Concat(codes.Values).ToHashSet();
            foreach (var (person, code) in drawn.Where(d => taken.Add(d.Value)))
            {
                codes.Add(person, code);
            }
        }

        return codes;
    }
}
