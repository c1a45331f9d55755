using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>Someone the lead may ask, or a director may propose.</summary>
/// <param name="Until">The suggested last day: that of the branch's ambassadors, otherwise six weeks from today.</param>
/// <param name="Why">What they wrote when they applied, or why they were proposed.</param>
public sealed record PersonToAsk(
    PersonId Id, string Name, string GivenName, string JobTitle, string Department, string Branch, string BranchCode, CandidateState State, string By, string Why, LocalDate Today, LocalDate Until);

/// <summary>Finds a person to ask or propose; null when the current user may not.</summary>
public sealed class FindPersonToAsk(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<PersonToAsk?> RunAsync(PersonId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from p in db.People
            join b in db.Branches on p.Branch equals b.Id
            where p.Id == id && p.Active
            select new
            {
                p.Id, p.Name, p.GivenName, p.JobTitle, p.Department, p.Branch, BranchName = b.Name, b.Code, b.Zone,
                Candidate = db.Candidates.Where(c => c.Person == p.Id).Select(c => new { c.State, c.Why, By = db.People.Where(q => q.Id == c.By).Select(q => q.Name).First() }).FirstOrDefault(),
                Until = (LocalDate?)db.Ambassadors.Where(a => a.SteppedDownAt == null && db.People.Any(q => q.Id == a.Person && q.Branch == p.Branch))
                    .OrderByDescending(a => a.AppointedAt).Select(a => a.Until).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        if (found is null || (!actor.SeesAll && !actor.Directs.Contains(found.Branch)))
        {
            return null;
        }

        var today = clock.GetCurrentInstant().InZone(found.Zone).Date;
        return new PersonToAsk(
            found.Id, found.Name, found.GivenName, found.JobTitle, found.Department, found.BranchName, found.Code, found.Candidate?.State ?? CandidateState.New, found.Candidate?.By ?? "", found.Candidate?.Why ?? "",
            today, found.Until > today ? found.Until.Value : today.PlusWeeks(6));
    }
}
