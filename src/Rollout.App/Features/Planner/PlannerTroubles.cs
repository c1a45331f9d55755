using NodaTime;
using Rollout.App.Features.Infosessions;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Planner;

/// <summary>
/// What came in the way of an infosession after it was planned: hours were changed, a wave was moved. What was meant when it was planned is no
/// trouble.
/// </summary>
internal static class PlannerTroubles
{
    /// <param name="session">About this one.</param>
    /// <param name="all">Everything of that week.</param>
    /// <param name="branch">Where it is; null when it is online for everyone.</param>
    /// <param name="liveAt">When that branch goes live, if it is in a wave.</param>
    public static IEnumerable<PlannerTrouble> Of(InfosessionFacts session, IReadOnlyList<InfosessionFacts> all, Branch? branch, Instant? liveAt)
    {
        var meanwhile = all.Where(o => o.Id != session.Id && o.StartsAt < session.EndsAt && o.EndsAt > session.StartsAt).ToList();
        if (meanwhile.Find(o => o.Facilitator == session.Facilitator) is { } given)
        {
            yield return new PlannerTrouble("planner.also-gives", session.FacilitatorName, given.BranchName ?? given.Title, given.Starts);
        }

        if (session.Place is not null && meanwhile.Find(o => o.Branch == session.Branch && o.Place is not null && Matching.Key(o.Place) == Matching.Key(session.Place)) is { } there)
        {
            yield return new PlannerTrouble("planner.also-there", session.Place, there.Title, there.Starts);
        }

        if (branch is null)
        {
            yield break;
        }

        if (PublicHolidays.Is(branch.Country, session.Starts.Date))
        {
            yield return new PlannerTrouble("planner.holiday", branch.Name);
        }
        else if (!session.OutsideHours && !WorkingHours.Of(branch).Cover(session.StartsAt, session.EndsAt))
        {
            yield return new PlannerTrouble("planner.outside-hours", branch.Name, branch.OpensAt, branch.ClosesAt);
        }

        if (!session.AfterGoLive && session.StartsAt >= liveAt)
        {
            yield return new PlannerTrouble("planner.after-go-live", branch.Name, liveAt.Value.InZone(session.Zone).LocalDateTime);
        }
    }
}
