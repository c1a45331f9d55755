using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// What is known about the people and infosessions of a batch. They stay locked until its transaction ends, so that no seat is given twice and nobody gets two
/// at once, whatever other processes decide.
/// </summary>
internal sealed class SeatBatch
{
    private readonly SignUpQueries _queries;
    private readonly PersonId[] _people;
    private readonly HashSet<InfosessionId> _freed = [];
    private Dictionary<InfosessionId, InfosessionFacts> _facts = [];
    private Dictionary<InfosessionId, SeatAllocator> _seats = [];
    private Dictionary<PersonId, Registrant> _who = [];
    private Dictionary<(InfosessionId Infosession, PersonId Person), Registration> _registrations = [];
    private ILookup<PersonId, UpcomingPlace> _coming = Array.Empty<UpcomingPlace>().ToLookup(p => p.Person);

    private SeatBatch(RolloutDb db, RolloutSettings rollout, SignUpQueries queries, PersonId[] people, Instant now) =>
        (Db, Rollout, _queries, _people, Now) = (db, rollout, queries, people, now);

    public RolloutDb Db { get; }
    public RolloutSettings Rollout { get; }
    public Instant Now { get; }

    /// <summary>The seats that are held for people of the batch.</summary>
    public Dictionary<SeatHoldId, SeatHold> Holds { get; private set; } = [];

    /// <summary>Other dates of the same topic, by infosession.</summary>
    public Dictionary<InfosessionId, IReadOnlyList<InfosessionFacts>> FreeDates { get; } = [];

    /// <summary>Locks the people, the infosessions they ask for and those whose places they would give up, each in one order, and reads them.</summary>
    public static async Task<SeatBatch> LoadAsync(RolloutDb db, RolloutSettings rollout, SignUpQueries queries, IReadOnlyList<SeatRequest> requests, Instant now, CancellationToken ct)
    {
        var batch = new SeatBatch(db, rollout, queries, [.. requests.Select(r => r.Person)], now);
        InfosessionId[] wanted = [.. requests.Select(r => r.Infosession).Distinct()];
        batch._facts = await queries.FactsAsync(db, wanted, ct);
        await db.LockPeopleAsync(batch._people, ct);
        batch._coming = await queries.ComingAsync(db, batch._people, now, ct);
        InfosessionId[] sessions = [.. wanted.Concat(requests.Where(r => r is not WithdrawRequest).SelectMany(batch.ReleasedBy).Select(p => p.Id)).Distinct()];
        await db.LockInfosessionsAsync(sessions, ct);
        batch._seats = await queries.SeatsAsync(db, sessions, ct);
        batch._who = await queries.WhoAsync(db, batch._people, ct);
        batch._registrations = await queries.RegistrationsAsync(db, batch._people, sessions, ct);
        var holds = requests.OfType<SignUpRequest>().Select(r => r.Hold).OfType<SeatHoldId>().ToArray();
        batch.Holds = holds.Length == 0 ? [] : await db.SeatHolds.Where(h => holds.Contains(h.Id) && h.EndsAt > now).ToDictionaryAsync(h => h.Id, ct);
        return batch;
    }

    /// <summary>Someone who works here; null for others.</summary>
    public Registrant? Who(PersonId person) => _who.GetValueOrDefault(person);

    public SeatAllocator Seats(InfosessionId id) => _seats[id];

    public IEnumerable<UpcomingPlace> Coming(PersonId person) => _coming[person];

    public Registration? Registration(InfosessionId id, PersonId person) => _registrations.GetValueOrDefault((id, person));

    /// <summary>The places that are given up for a seat.</summary>
    public IEnumerable<UpcomingPlace> ReleasedBy(SeatRequest request) =>
        _facts.TryGetValue(request.Infosession, out var facts) ? SignUpEligibility.Released(facts.ForSignUp, _coming[request.Person], Now) : [];

    /// <summary>The facts about an infosession as of its locked row; null when there is none.</summary>
    public async Task<InfosessionFacts?> FactsAsync(InfosessionId id, CancellationToken ct)
    {
        if (!_seats.TryGetValue(id, out var seats))
        {
            return null;
        }

        if (!_facts.TryGetValue(id, out var facts) && !(await _queries.FactsAsync(Db, [id], ct)).TryGetValue(id, out facts))
        {
            return null;
        }

        return _facts[id] = facts.Version == seats.Version ? facts : await _queries.FactsAnewAsync(Db, id, ct);
    }

    /// <summary>Gives up a seat, an offer or a number. A seat that becomes free goes to the next person waiting: see <see cref="AdvanceAsync"/>.</summary>
    /// <returns>What they had.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">The infosession has started, or there is nothing to give up.</exception>
    public RegistrationState GiveBack(Registration registration, Instant startsAt)
    {
        var had = registration.State;
        registration.Withdraw(startsAt, Now);
        _seats[registration.Infosession].GiveBack(had);
        _freed.Add(registration.Infosession);
        return had;
    }

    /// <summary>Whether a seat that became free in this batch belongs to someone who waits, and the answer to a request depends on who gets it.</summary>
    public bool OwesASeatAround(SeatRequest request) =>
        OwesASeat(request.Infosession) || _coming[request.Person].Any(p => p.State == RegistrationState.Waiting && OwesASeat(p.Id));

    /// <summary>Stores what was decided so far, and offers the seats that became free to the people waiting.</summary>
    public async Task AdvanceAsync(WaitingLists lists, CancellationToken ct)
    {
        await Db.CountAsync(_seats.Values, ct);
        await Db.SaveChangesAsync(ct);
        foreach (var id in _freed.Where(OwesASeat).ToList())
        {
            await lists.AdvanceAsync(Db, Rollout, id, Now, ct);
        }

        _freed.Clear();
    }

    /// <summary>Reads again what <see cref="AdvanceAsync"/> changed, which may be about the next person of the batch.</summary>
    public async Task ReadAgainAsync(CancellationToken ct)
    {
        _seats = await _queries.SeatsAsync(Db, [.. _seats.Keys], ct);
        _coming = await _queries.ComingAsync(Db, _people, Now, ct);
    }

    private bool OwesASeat(InfosessionId id) => _freed.Contains(id) && _seats[id].WaitingNow > 0;
}
