using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>The queries of a sign-up batch, compiled once: with two hundred concurrent requests, preparing a query costs more than running it.</summary>
public sealed class SignUpQueries(IMemoryCache memory)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    // Compiled queries cannot call helper methods, so this repeats the projection of RegistrantQuery.
    private readonly Func<RolloutDb, PersonId[], IAsyncEnumerable<Registrant>> _who =
        EF.CompileAsyncQuery((RolloutDb db, PersonId[] people) =>
            from p in db.People
            where people.Contains(p.Id) && p.Active
            join b in db.Branches on p.Branch equals b.Id
            select new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language ?? p.PageLanguage ?? b.Language, b.Name, b.Zone));

    private readonly Func<RolloutDb, InfosessionId[], IAsyncEnumerable<SeatAllocator>> _seats =
        EF.CompileAsyncQuery((RolloutDb db, InfosessionId[] sessions) =>
            from s in db.Infosessions
            where sessions.Contains(s.Id)
            select new SeatAllocator(s.Id, s.Version, s.Seats, s.Taken, s.Offered, s.Waiting, s.LastNumber));

    private readonly Func<RolloutDb, PersonId[], InfosessionId[], IAsyncEnumerable<Registration>> _registrations =
        EF.CompileAsyncQuery((RolloutDb db, PersonId[] people, InfosessionId[] sessions) =>
            db.Registrations.Where(r => people.Contains(r.Person) && sessions.Contains(r.Infosession)));

    private readonly Func<RolloutDb, PersonId[], Instant, IAsyncEnumerable<UpcomingPlace>> _coming =
        EF.CompileAsyncQuery((RolloutDb db, PersonId[] people, Instant now) =>
            from r in db.Registrations
            where people.Contains(r.Person) && (r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting)
            join s in db.Infosessions on r.Infosession equals s.Id
            where s.State == InfosessionState.Published && s.EndsAt > now
            join t in db.Topics on s.Topic equals t.Id
            orderby s.StartsAt
            select new UpcomingPlace(r.Person, s.Id, s.Topic, new TopicTitle(t.Title, t.Language, t.Translations), s.Starts, s.StartsAt, s.EndsAt, r.State, s.IsDryRun));

    /// <summary>
    /// Facts about infosessions, cached for a few seconds. The caller compares their version with that of <see cref="SeatsAsync"/>, and calls <see
    /// cref="FactsAnewAsync"/> when it differs.
    /// </summary>
    internal async Task<Dictionary<InfosessionId, InfosessionFacts>> FactsAsync(RolloutDb db, InfosessionId[] sessions, CancellationToken ct)
    {
        var known = new Dictionary<InfosessionId, InfosessionFacts>();
        var unknown = sessions.Where(id => !(memory.TryGetValue(KeyOf(id), out InfosessionFacts? facts) && known.TryAdd(id, facts!))).ToArray();
        if (unknown.Length > 0)
        {
            await foreach (var facts in db.Infosessions.Where(s => unknown.Contains(s.Id)).Facts(db).AsAsyncEnumerable().WithCancellation(ct))
            {
                known.Add(facts.Id, memory.Set(KeyOf(facts.Id), facts, CacheDuration));
            }
        }

        return known;
    }

    internal async Task<InfosessionFacts> FactsAnewAsync(RolloutDb db, InfosessionId id, CancellationToken ct) =>
        memory.Set(KeyOf(id), await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleAsync(ct), CacheDuration);

    /// <summary>People who work here.</summary>
    internal async Task<Dictionary<PersonId, Registrant>> WhoAsync(RolloutDb db, PersonId[] people, CancellationToken ct) =>
        await _who(db, people).ToDictionaryAsync(w => w.Id, cancellationToken: ct);

    /// <summary>The places people have in infosessions that are not over, earliest first.</summary>
    internal async Task<ILookup<PersonId, UpcomingPlace>> ComingAsync(RolloutDb db, PersonId[] people, Instant now, CancellationToken ct) =>
        (await _coming(db, people, now).ToListAsync(ct)).ToLookup(p => p.Person);

    /// <summary>The seats of infosessions, whose rows must be locked.</summary>
    internal async Task<Dictionary<InfosessionId, SeatAllocator>> SeatsAsync(RolloutDb db, InfosessionId[] sessions, CancellationToken ct) =>
        await _seats(db, sessions).ToDictionaryAsync(s => s.Infosession, cancellationToken: ct);

    /// <summary>The registrations of people in infosessions, in any state.</summary>
    internal async Task<Dictionary<(InfosessionId Infosession, PersonId Person), Registration>> RegistrationsAsync(
        RolloutDb db, PersonId[] people, InfosessionId[] sessions, CancellationToken ct) =>
        await _registrations(db, people, sessions).ToDictionaryAsync(r => (r.Infosession, r.Person), cancellationToken: ct);

    private static (Type, InfosessionId) KeyOf(InfosessionId id) => (typeof(SignUpQueries), id);
}
