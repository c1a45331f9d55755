using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>The coverage of every branch, and the candidates.</summary>
/// <param name="Branches">Largest gap first.</param>
/// <param name="Waiting">Candidates waiting for the lead, oldest first.</param>
/// <param name="Asked">Candidates who were asked and have not answered.</param>
public sealed record AllCoverage(IReadOnlyList<BranchCoverage> Branches, IReadOnlyList<CandidateRow> Waiting, IReadOnlyList<CandidateRow> Asked, int Norm, LocalDate Today)
{
    /// <summary>The branches in an order; those that are equal in it stay with the largest gap first.</summary>
    public IEnumerable<BranchCoverage> In(CoverageOrder order) => order switch
    {
        CoverageOrder.Branch => Branches.OrderBy(b => b.Name, StringComparer.CurrentCultureIgnoreCase),
        CoverageOrder.People => Branches.OrderByDescending(b => b.Coverage.People),
        CoverageOrder.Have => Branches.OrderByDescending(b => b.Coverage.Ambassadors),
        _ => Branches,
    };
}

/// <summary>The orders of the branches.</summary>
public enum CoverageOrder
{
    Gap,
    Branch,
    People,
    Have,
}

/// <summary>The coverage of one branch.</summary>
/// <param name="OnTheWay">Candidates who are proposed, applied or asked.</param>
public sealed record BranchCoverage(string Name, string Code, Coverage Coverage, int OnTheWay);

/// <summary>Someone who may become an ambassador.</summary>
/// <param name="By">The person who proposed or asked them; the candidate when they applied.</param>
public sealed record CandidateRow(PersonId Person, string Name, string Branch, string JobTitle, CandidateState State, string By, string Why, LocalDate On);

/// <summary>Finds coverage of all branches for the lead, of their own branches for a director.</summary>
public sealed class FindCoverage(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, IClock clock)
{
    public async Task<AllCoverage> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (actor is { SeesAll: false, IsDirector: false })
        {
            throw new UnauthorizedAccessException();
        }

        var (mine, theRollout) = (actor.Directs.ToArray(), await rollout.GetAsync(ct));
        var today = clock.GetCurrentInstant().InZone(theRollout.Zone).Date;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = db.Branches.Where(b => actor.SeesAll || mine.Contains(b.Id));
        var people = await db.People.Where(p => p.Active).GroupBy(p => p.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var serving = await db.Ambassadors.ServingOn(today)
            .Join(db.People.Where(p => p.Active), a => a.Person, p => p.Id, (a, p) => p.Branch)
            .GroupBy(b => b).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var candidates = await (
            from c in db.Candidates
            join p in db.People on c.Person equals p.Id
            join b in seen on p.Branch equals b.Id
            join asker in db.People on c.By equals asker.Id
            where p.Active && !db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt == null && a.Until >= today) && (c.State == CandidateState.Proposed || c.State == CandidateState.Applied || c.State == CandidateState.Asked)
            orderby c.At
            select new { c.Person, p.Name, Branch = b.Id, BranchName = b.Name, p.JobTitle, c.State, By = asker.Name, c.Why, c.At }).ToListAsync(ct);
        var onTheWay = candidates.ToLookup(c => c.Branch);
        var branches = await seen.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name, b.Code }).ToListAsync(ct);
        var rows = candidates.ConvertAll(c => new CandidateRow(c.Person, c.Name, c.BranchName, c.JobTitle, c.State, c.By, c.Why, c.At.InZone(theRollout.Zone).Date));
        return new AllCoverage(
            [
                .. branches
                    .Select(b => new BranchCoverage(
                        b.Name, b.Code, new Coverage(people.GetValueOrDefault(b.Id), serving.GetValueOrDefault(b.Id), theRollout.PeoplePerAmbassador), onTheWay[b.Id].Count()))
                    .OrderByDescending(b => b.Coverage.Gap),
            ],
            rows.FindAll(r => r.State != CandidateState.Asked), rows.FindAll(r => r.State == CandidateState.Asked), theRollout.PeoplePerAmbassador,
            today);
    }
}
