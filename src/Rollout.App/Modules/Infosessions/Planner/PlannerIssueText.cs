using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Problems that arose after an infosession was planned, such as changed working hours or a moved wave. What the planner confirmed is not a problem.</summary>
internal static class PlannerIssueText
{
    /// <param name="all">All infosessions of that week.</param>
    /// <param name="branch">The branch where it takes place; null when it is online for everyone.</param>
    /// <param name="liveAt">The go-live of that branch, if it is in a wave.</param>
    public static IEnumerable<PlannerIssue> Of(InfosessionFacts session, IReadOnlyList<InfosessionFacts> all, Branch? branch, Instant? liveAt)
    {
        var meanwhile = all.Where(o => o.Id != session.Id && o.StartsAt < session.EndsAt && o.EndsAt > session.StartsAt).ToList();
        if (meanwhile.Find(o => o.Facilitator == session.Facilitator) is { } given)
        {
            yield return new PlannerIssue("planner.also-gives", session.FacilitatorName, (object?)given.BranchName ?? given.Title, given.Starts);
        }

        if (session.Place is not null && meanwhile.Find(o => o.Branch == session.Branch && o.Place is not null && TextNormalizer.Normalize(o.Place) == TextNormalizer.Normalize(session.Place)) is { } there)
        {
            yield return new PlannerIssue("planner.also-there", session.Place, there.Title, there.Starts);
        }

        if (branch is null)
        {
            yield break;
        }

        if (Holidays.Of(branch.DaysOff).IsPublicHoliday(session.Starts.Date))
        {
            yield return new PlannerIssue("planner.holiday", branch.Name);
        }
        else if (!session.OutsideHours && !Holidays.HoursOf(branch).Cover(session.StartsAt, session.EndsAt))
        {
            yield return new PlannerIssue("planner.outside-hours", branch.Name, branch.OpensAt, branch.ClosesAt);
        }

        if (Holidays.Of(branch.DaysOff).SchoolHolidays(session.Starts.Date) is { } away)
        {
            yield return new PlannerIssue("planner.school-holidays", away.Name, branch.Name);
        }

        if (!session.AfterGoLive && session.StartsAt >= liveAt)
        {
            yield return new PlannerIssue("planner.after-go-live", branch.Name, liveAt.Value.InZone(session.Zone).LocalDateTime);
        }
    }
}
