using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Persistence;
using Rollout.App.Persistence.Views;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>
/// The data needed to plan infosessions: zones, working hours, public holidays, go-lives, and existing reservations. To decide on it, take the planning lock
/// first, so that two concurrent plans never reserve the same facilitator or room.
/// </summary>
internal sealed class PlanningSession
{
    private readonly Dictionary<BranchId, Branch> _branches;
    private readonly Dictionary<BranchId, Instant> _live;
    private readonly Dictionary<PersonId, Person> _facilitators;
    private readonly List<ReservedSlot> _taken;

    private PlanningSession(IEnumerable<Branch> branches, Dictionary<BranchId, Instant> live, IEnumerable<Person> facilitators, List<ReservedSlot> taken) =>
        (_branches, _live, _facilitators, _taken) = (branches.ToDictionary(b => b.Id), live, facilitators.ToDictionary(f => f.Id), taken);

    /// <summary>Takes the planning lock until the transaction ends.</summary>
    public static Task LockAsync(RolloutDb db, CancellationToken ct) => db.AcquireLockAsync("planning", ct);

    /// <summary>Adds planned infosessions, each with an unused feedback code. The caller must hold the planning lock.</summary>
    public static async Task AddAsync(RolloutDb db, IReadOnlyList<Infosession> planned, CancellationToken ct)
    {
        for (var (taken, again) = (new HashSet<string>(), planned); again.Count > 0;)
        {
            var drawn = again.Select(s => s.FeedbackCode).ToList();
            taken.UnionWith(await db.Infosessions.Where(s => drawn.Contains(s.FeedbackCode)).Select(s => s.FeedbackCode).ToListAsync(ct));
            again = [.. again.Where(s => !taken.Add(s.FeedbackCode))];
            foreach (var session in again)
            {
                session.DrawFeedbackCode();
            }
        }

        db.AddRange(planned);
    }

    /// <param name="except">Infosessions being changed, whose reservations are ignored.</param>
    public static async Task<PlanningSession> ForAsync(RolloutDb db, IReadOnlyCollection<PlanRequest> wanted, IReadOnlyCollection<InfosessionId> except, CancellationToken ct)
    {
        var (places, people) = (wanted.Select(w => w.Branch).OfType<BranchId>().Distinct().ToList(), wanted.Select(w => w.Facilitator).Distinct().ToList());
        var facilitators = await db.People.AsNoTracking().Where(p => people.Contains(p.Id) && p.Active && (p.IsFacilitator || p.IsLead)).ToListAsync(ct);
        var known = places.Concat(facilitators.Select(f => f.Branch)).Distinct().ToList();
        var branches = await db.Branches.AsNoTracking().Where(b => known.Contains(b.Id)).ToListAsync(ct);
        var live = await db.GoLives().Where(g => g.IsPlanned && places.Contains(g.Branch)).ToDictionaryAsync(g => g.Branch, g => g.At, ct);
        var days = wanted.Select(w => w.Starts.Date).DefaultIfEmpty().ToList();
        var (first, last) = (days.Min().PlusDays(-1).AtMidnight().InUtc().ToInstant(), days.Max().PlusDays(3).AtMidnight().InUtc().ToInstant());
        var taken = await (
            from s in db.Infosessions
            where s.State != InfosessionState.Cancelled && !except.Contains(s.Id) && s.EndsAt > first && s.StartsAt < last
            where people.Contains(s.Facilitator) || (s.Branch != null && places.Contains(s.Branch.Value))
            join t in db.Topics on s.Topic equals t.Id
            join p in db.People on s.Facilitator equals p.Id
            select new ReservedSlot(s.Id, new TopicTitle(t.Title, t.Language, t.Translations), s.Starts, s.StartsAt, s.EndsAt, s.Facilitator, p.Name, s.Branch, s.Place)).ToListAsync(ct);
        return new PlanningSession(branches, live, facilitators, taken);
    }

    /// <summary>Completes a requested plan with what is known about its place and time; the infosession then checks the rules.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">The person is not a facilitator, the branch does not exist, or the clocks skip that time.</exception>
    public SessionPlan For(PlanRequest wanted)
    {
        var facilitator = _facilitators.GetValueOrDefault(wanted.Facilitator);
        InfosessionRules.FacilitatorMustFacilitate.Ensure(facilitator is not null);
        var there = wanted.Branch is { } branch ? _branches.GetValueOrDefault(branch) : null;
        InfosessionRules.BranchIsKnown.Ensure(wanted.Branch is null || there is not null);
        var clock = there ?? _branches[facilitator!.Branch];
        return new SessionPlan
        {
            Time = new SessionTime(wanted.Starts, clock.Zone, wanted.Minutes),
            Branch = wanted.Branch,
            Calendar = Holidays.Of(clock.DaysOff),
            Host = there is null ? null : new HostBranch(there.Name, Holidays.HoursOf(there), _live.TryGetValue(there.Id, out var live) ? live : null),
            ExistingReservations = _taken,
            Place = wanted.Place,
            Link = wanted.Link,
            Seats = wanted.Seats,
            Facilitator = wanted.Facilitator,
            Language = wanted.Language,
            OutsideHours = wanted.OutsideHours,
            AfterGoLive = wanted.AfterGoLive,
        };
    }

    /// <summary>Another branch where the facilitator of a plan is that day; null when there is none, or the clocks skip that time.</summary>
    public ReservedSlot? Elsewhere(PlanRequest wanted)
    {
        ReservedSlot? found = null;
        Refusals.Of(() => found = For(wanted).Elsewhere);
        return found;
    }

    /// <summary>Plans a new infosession and reserves its slot.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A rule is broken.</exception>
    public Infosession Plan(Topic topic, PlanRequest wanted, Instant now)
    {
        var plan = For(wanted);
        Infosession session = null!;
        RuleSet.EnsureAll(
            () => TopicRules.GivenInItsLanguages.Ensure(topic.Languages.Contains(wanted.Language)),
            () => session = Infosession.Plan(topic.Id, plan, now));
        Take(session, topic);
        return session;
    }

    /// <summary>Reserves the facilitator and place of an infosession.</summary>
    public void Take(Infosession session, Topic topic) => _taken.Add(new ReservedSlot(
        session.Id, new TopicTitle(topic.Title, topic.Language, topic.Translations), session.Starts, session.StartsAt, session.EndsAt, session.Facilitator, _facilitators.GetValueOrDefault(session.Facilitator)?.Name ?? "", session.Branch, session.Place));

    /// <summary>Releases the reservation of an infosession.</summary>
    public void Release(InfosessionId session) => _taken.RemoveAll(b => b.Infosession == session);

    /// <summary>A rotation of these facilitators, in this order.</summary>
    public FacilitatorRotation TurnsOf(IEnumerable<PersonId> facilitators) =>
        new([.. facilitators.Where(_facilitators.ContainsKey).Select(f => (f, _facilitators[f].Name, _facilitators[f].Branch))], _taken);
}
