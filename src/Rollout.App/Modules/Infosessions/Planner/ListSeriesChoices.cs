using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A topic to choose, with its defaults.</summary>
public sealed record TopicChoice(TopicId Id, TopicTitle Title, int Minutes, int Seats, string Language, IReadOnlyList<string> Languages, bool IsOpen);

/// <summary>A branch, and the rooms used for infosessions, most used first.</summary>
public sealed record PlaceChoice(BranchId Id, string Name, IReadOnlyList<string> Rooms);

/// <summary>The options of the series form.</summary>
/// <param name="Today">The current day on the lead's calendar.</param>
public sealed record SeriesChoices(IReadOnlyList<TopicChoice> Topics, IReadOnlyList<PlaceChoice> Places, IReadOnlyList<(PersonId Id, string Name)> Facilitators, LocalDate Today)
{
    /// <summary>Whether this person may announce what is published to branches: the lead.</summary>
    public bool MayTell { get; init; }

    public string FacilitatorName(PersonId id) => Facilitators.FirstOrDefault(f => f.Id == id).Name ?? "";
}

/// <summary>Lists topics, branches with rooms, and facilitators; a facilitator can plan for themselves only.</summary>
public sealed class ListSeriesChoices(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollouts, IClock clock)
{
    /// <summary>How many rooms per branch are offered.</summary>
    private const int MostRooms = 12;

    public async Task<SeriesChoices> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var today = clock.GetCurrentInstant().InZone((await rollouts.GetAsync(ct)).Zone).Date;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var topics = await db.Topics.AsNoTracking().OrderBy(t => t.Title).ToListAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        var rooms = (await db.Infosessions.Where(s => s.Branch != null && s.Place != null)
            .GroupBy(s => new { s.Branch, s.Place }).Select(g => new { g.Key.Branch, g.Key.Place, Times = g.Count() })
            .ToListAsync(ct)).OrderByDescending(r => r.Times).ThenBy(r => r.Place, StringComparer.Ordinal).ToLookup(r => r.Branch, r => r.Place!);
        var people = await db.People.Where(p => p.Active && (actor.IsLead ? p.IsFacilitator || p.IsLead : p.Id == actor.Id)).OrderBy(p => p.SortName).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        return new SeriesChoices(
            [.. topics.Select(t => new TopicChoice(t.Id, new TopicTitle(t.Title, t.Language, t.Translations), t.Minutes, t.Seats, t.Language, t.Languages, t.IsOpen))],
            [.. branches.Select(b => new PlaceChoice(b.Id, b.Name, [.. rooms[b.Id].Take(MostRooms)]))],
            [.. people.Select(p => (p.Id, p.Name))],
            today)
        { MayTell = actor.IsLead };
    }
}
