using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The options of the planning form.</summary>
public sealed record PlanningChoices(
    IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(PersonId Id, string Name)> Facilitators, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics);

/// <summary>Lists branches, topics and facilitators; a facilitator can plan for themselves only.</summary>
public sealed class ListPlanningChoices(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<PlanningChoices> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        var people = await db.People.Where(p => p.Active && (actor.IsLead ? p.IsFacilitator || p.IsLead : p.Id == actor.Id)).OrderBy(p => p.SortName).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        var topics = await db.Topics.OrderBy(t => t.Title).Select(t => new { t.Id, Title = new TopicTitle(t.Title, t.Language, t.Translations) }).ToListAsync(ct);
        return new PlanningChoices([.. branches.Select(b => (b.Id, b.Name))], [.. people.Select(p => (p.Id, p.Name))], [.. topics.Select(t => (t.Id, t.Title))]);
    }
}
