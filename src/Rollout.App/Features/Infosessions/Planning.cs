using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// What must be known to plan one facilitator's infosessions at one place: whose clock and holidays count, and what is already there. Two plans
/// for the same facilitator or branch at the same moment are decided one after the other.
/// </summary>
internal sealed class Planning
{
    private readonly PlanRequest _request;
    private readonly DateTimeZone _zone;
    private readonly string _country;
    private readonly Branch? _branch;
    private readonly Person _facilitator;
    private readonly IReadOnlyList<InfosessionFacts> _others;

    private Planning(PlanRequest request, Branch own, Branch? branch, Person facilitator, IReadOnlyList<InfosessionFacts> others)
    {
        (_request, _branch, _facilitator, _others) = (request, branch, facilitator, others);
        (_zone, _country) = ((branch ?? own).Zone, (branch ?? own).Country);
    }

    /// <param name="db">In whose transaction.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="weeks">Up to how many weeks later it is repeated.</param>
    /// <param name="except">The infosession that is being changed.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Planning> ForAsync(RolloutDb db, PlanRequest request, int weeks, InfosessionId? except, CancellationToken ct)
    {
        await HoldAsync(db, request, ct);
        var facilitator = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.Facilitator && p.Active, ct);
        InfosessionRules.FacilitatorMustFacilitate.MustHold(facilitator is { IsFacilitator: true } or { IsLead: true });
        var places = await db.Branches.AsNoTracking().Where(b => b.Id == request.Branch || b.Id == facilitator!.Branch).ToListAsync(ct);
        var (from, until) = (request.Starts.Date.PlusDays(-1).AtMidnight().InUtc().ToInstant(), request.Starts.Date.PlusWeeks(weeks).PlusDays(2).AtMidnight().InUtc().ToInstant());
        var others = await db.Infosessions
            .Where(s => s.State != InfosessionState.Cancelled && s.Id != except && s.EndsAt > from && s.StartsAt < until)
            .Where(s => s.Facilitator == request.Facilitator || (request.Branch != null && s.Branch == request.Branch))
            .OrderBy(s => s.StartsAt)
            .Facts(db).ToListAsync(ct);
        return new Planning(request, places.Single(b => b.Id == facilitator!.Branch), places.SingleOrDefault(b => b.Id == request.Branch), facilitator!, others);
    }

    /// <summary>The plan for some weeks later; it refuses what cannot be.</summary>
    /// <exception cref="Domain.Rules.BrokenRuleException">A rule refuses.</exception>
    public SessionPlan For(int week)
    {
        var time = new SessionTime(_request.Starts.PlusWeeks(week), _zone, _request.Minutes);
        var plan = new SessionPlan
        {
            Time = time,
            Branch = _request.Branch,
            Country = _country,
            Place = _request.Place,
            Link = _request.Link,
            Seats = _request.Seats,
            Facilitator = _request.Facilitator,
            Language = _request.Language,
        };
        var meanwhile = _others.Where(o => o.StartsAt < time.EndsAt && o.EndsAt > time.StartsAt).ToList();
        var given = meanwhile.Find(o => o.Facilitator == _request.Facilitator);
        InfosessionRules.FacilitatorIsFree.MustHold(given is null, _facilitator.Name, given?.Title ?? "", given?.Starts ?? default);
        var there = plan.Place is null ? null : meanwhile.Find(o => o.Branch == _request.Branch && o.Place is not null && Matching.Key(o.Place) == Matching.Key(plan.Place));
        InfosessionRules.PlaceIsFree.MustHold(there is null, plan.Place ?? "", there?.Title ?? "", there?.Starts ?? default);
        return plan;
    }

    /// <summary>Whether it falls outside the hours the branch works: worth saying, not forbidden.</summary>
    public bool IsOutsideHours(SessionPlan plan) => _branch is { } branch &&
        (plan.Time.Starts.TimeOfDay < branch.OpensAt || plan.Time.EndsAt.InZone(_zone).TimeOfDay > branch.ClosesAt || plan.Time.Starts.DayOfWeek > IsoDayOfWeek.Friday);

    // An UPDATE that changes nothing holds the rows until the transaction ends, on both databases.
    private static async Task HoldAsync(RolloutDb db, PlanRequest request, CancellationToken ct)
    {
        await db.People.Where(p => p.Id == request.Facilitator).ExecuteUpdateAsync(p => p.SetProperty(x => x.Active, x => x.Active), ct);
        if (request.Branch is { } branch)
        {
            await db.Branches.Where(b => b.Id == branch).ExecuteUpdateAsync(b => b.SetProperty(x => x.Position, x => x.Position), ct);
        }
    }
}
