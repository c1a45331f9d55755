using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>A finding and its outcome.</summary>
/// <param name="DryRunOn">The day of the dry-run, in its own place.</param>
public sealed record FindingRow(
    FindingId Id, TopicId Topic, TopicTitle TopicTitle, LocalDate DryRunOn, string By, string Text, FindingState State, string Answer, string? SettledBy, string? WaivedBy, string? WaivedBecause, int Version)
{
    /// <summary>Whether the lead can still change the outcome.</summary>
    public bool CanBeSettled => State is FindingState.Open or FindingState.Waived or FindingState.Accepted;
}

/// <summary>Lists the findings of a topic's dry-runs, open ones first, for lead and facilitators.</summary>
public sealed class ListFindings(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<FindingRow>> RunAsync(TopicId topic, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.SeesAll && !actor.IsFacilitator)
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Findings.Where(f => f.Topic == topic).OrderBy(f => f.GivenAt).Rows(db).ToListAsync(ct);
        return [.. found.OrderBy(f => f.State == FindingState.Open ? 0 : f.CanBeSettled ? 1 : 2)];
    }
}

/// <summary>Lists a person's own findings and their outcomes.</summary>
public sealed class ListMyFindings(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="dryRun">Only findings of this dry-run, if given.</param>
    public async Task<IReadOnlyList<FindingRow>> RunAsync(PersonId person, InfosessionId? dryRun, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Findings.Where(f => f.Person == person && (dryRun == null || f.DryRun == dryRun)).OrderByDescending(f => f.GivenAt).Rows(db).ToListAsync(ct);
    }
}

internal static class FindingQuery
{
    /// <summary>Findings with the related names, in one query.</summary>
    public static IQueryable<FindingRow> Rows(this IQueryable<Finding> findings, RolloutDb db) =>
        from f in findings
        join t in db.Topics on f.Topic equals t.Id
        join s in db.Infosessions on f.DryRun equals s.Id
        join p in db.People on f.Person equals p.Id
        select new FindingRow(
            f.Id, f.Topic, new TopicTitle(t.Title, t.Language, t.Translations), s.Starts.Date, p.Name, f.Text, f.State, f.Answer,
            db.People.Where(x => x.Id == f.SettledBy).Select(x => x.Name).FirstOrDefault(), db.People.Where(x => x.Id == f.WaivedBy).Select(x => x.Name).FirstOrDefault(), f.WaivedBecause, f.Version);
}
