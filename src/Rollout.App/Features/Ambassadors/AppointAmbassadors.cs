using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Features.Ambassadors;

/// <summary>The lead appoints people, all at once or none; each gets a mail with their link and what to do. Who had stepped down comes back with the link they had.</summary>
public sealed class AppointAmbassadors(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, CurrentRollout rollout, AmbassadorLetters letters, IClock clock)
{
    /// <returns>How many were appointed.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public async Task<int> RunAsync(IReadOnlyCollection<PersonId> chosen, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.HoldRolloutAsync(ct);
        var people = await db.People.Where(p => chosen.Contains(p.Id) && p.Active).ToListAsync(ct);
        AmbassadorRules.NeedsSomeone.MustHold(people.Count > 0);
        AmbassadorRules.NeedsAnEmail.MustHold(people.TrueForAll(p => p.Email is not null));

        var before = await db.Ambassadors.Where(a => chosen.Contains(a.Person)).ToDictionaryAsync(a => a.Person, ct);
        var codes = await FreeCodesAsync(db, [.. people.Where(p => !before.ContainsKey(p.Id))], ct);
        var theRollout = await rollout.GetAsync(ct);
        foreach (var person in people)
        {
            if (before.TryGetValue(person.Id, out var ambassador))
            {
                ambassador.Reappoint(quota, from, until, now);
            }
            else
            {
                ambassador = Ambassador.Appoint(person.Id, quota, from, until, codes[person.Id], now);
                db.Ambassadors.Add(ambassador);
            }

            db.Outbox.Add(letters.Welcome(theRollout, ambassador, person, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return people.Count;
    }

    private static async Task<Dictionary<PersonId, string>> FreeCodesAsync(RolloutDb db, IReadOnlyList<Person> people, CancellationToken ct)
    {
        var codes = new Dictionary<PersonId, string>();
        for (var left = people; left.Count > 0; left = [.. left.Where(p => !codes.ContainsKey(p.Id))])
        {
            var drawn = left.ToDictionary(p => p.Id, p => AmbassadorCode.For(p.GivenName));
            var taken = (await db.Ambassadors.Where(a => drawn.Values.Contains(a.Code)).Select(a => a.Code).ToListAsync(ct)).Concat(codes.Values).ToHashSet();
            foreach (var (person, code) in drawn.Where(d => taken.Add(d.Value)))
            {
                codes.Add(person, code);
            }
        }

        return codes;
    }
}
