using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>Someone who could become an ambassador, with the evidence.</summary>
public sealed record Suggestion(PersonId Id, string Name, string GivenName, string JobTitle, string Department, WorkType WorkType, SuggestionEvidence Evidence);

/// <summary>
/// Suggests people who could fill a branch's gap, by what they did in the programme, strongest evidence first. Excludes people who declined, are waiting for an
/// answer, are lead or director, are serving or stepped down recently; people whose term is over are included.
/// </summary>
public sealed class SuggestCandidates(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, IClock clock)
{
    private const int MaxItems = 12;

    /// <param name="branchCode">The three-letter code of the branch.</param>
    /// <param name="name">Part of a name; if given, everyone matching is returned, with or without evidence.</param>
    public async Task<IReadOnlyList<Suggestion>> RunAsync(string branchCode, string? name = null, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.Where(b => b.Code == branchCode).Select(b => (BranchId?)b.Id).SingleOrDefaultAsync(ct);
        if (branch is not { } id || (!actor.SeesAll && !actor.Directs.Contains(id)))
        {
            return [];
        }

        var isAsked = PeopleSearch.IsAsked(name);
        var complete = db.People.Where(p => p.Branch == id && p.ProfileCompleteSince != null);
        var tenth = await complete.CountAsync(ct) / 10;
        var early = await complete.OrderBy(p => p.ProfileCompleteSince).Skip(tenth).Select(p => p.ProfileCompleteSince).FirstOrDefaultAsync(ct);
        var came = db.Registrations.WithoutDryRuns(db).Where(r => r.State == RegistrationState.Attended);
        var now = clock.GetCurrentInstant();
        var today = now.InZone((await rollout.GetAsync(ct)).Zone).Date;
        var (lately, serving, restsSince) = (Activity.RecentSince(today), db.Ambassadors.ServingOn(today), now - Ambassador.CooldownAfterStepDown);
        var found = await (
            from p in db.People.Matching(name)
            where p.Branch == id && p.Active && p.Email != null && !p.IsLead && !db.Branches.Any(b => b.Director == p.Id)
                && !serving.Any(a => a.Person == p.Id)
                && !db.Candidates.Any(c => c.Person == p.Id && c.State != CandidateState.Accepted)
            select new
            {
                p.Id, p.Name, p.GivenName, p.JobTitle, p.Department, p.WorkType, p.ProfileCompleteSince, p.SortName,
                Came = came.Count(r => r.Person == p.Id),
                WarmUps = db.WarmUpAnswers.Count(w => db.Registrations.Any(r => r.Id == w.Registration && r.Person == p.Id)),
                SaidYes = db.Invitations.Any(i => i.Colleague == p.Id && i.AcceptedAt != null),
                Served = db.Ambassadors.Any(a => a.Person == p.Id),

                // People whose term ended because the season closed did not step down themselves.
                Rests = db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt > restsSince && !db.Seasons.Any(s => s.ClosedAt == a.SteppedDownAt)),
                Active = db.Activity.Any(a => a.Person == p.Id && a.MayBeTold && !a.Closed) && db.ActiveWeeks.Count(w => w.Person == p.Id && w.Monday >= lately) >= Activity.MinActiveWeeks,
            })
            .Where(p => isAsked || (!p.Rests && (p.Came > 0 || p.WarmUps > 0 || p.SaidYes || p.Served || p.Active)))
            .ToListAsync(ct);
        return
        [
            .. found
                .Select(p => (p.SortName, Suggestion: new Suggestion(
                    p.Id, p.Name, p.GivenName, p.JobTitle, p.Department, p.WorkType,
                    new SuggestionEvidence(p.Came, early is not null && p.ProfileCompleteSince < early, p.WarmUps, p.SaidYes, p.Served, p.Active))))
                .OrderByDescending(s => s.Suggestion.Evidence.Weight).ThenBy(s => s.SortName, StringComparer.Ordinal)
                .Select(s => s.Suggestion)
                .Take(MaxItems),
        ];
    }
}
