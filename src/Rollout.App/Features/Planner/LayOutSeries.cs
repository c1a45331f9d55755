using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.App.Features.Infosessions;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Planner;

/// <summary>A series as someone wants it: a topic at some places, at some moments, given in turns.</summary>
/// <param name="Places">Where: a branch with its room, or null with none when it is online for everyone.</param>
public sealed record SeriesRequest(
    TopicId Topic, int Minutes, int Seats, string Language, string? Link, IReadOnlyList<(BranchId? Branch, string? Place)> Places, Series When, IReadOnlyList<PersonId> Facilitators);

/// <summary>Lays a series out: each place at each moment, with whoever's turn it is. Nothing is made, and nothing is refused but its size.</summary>
public sealed class LayOutSeries(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="Domain.Rules.BrokenRuleException">It is none, or too many.</exception>
    public async Task<IReadOnlyList<WantedInfosession>> RunAsync(SeriesRequest series, CancellationToken ct = default)
    {
        var moments = series.When.Moments.Take(Series.Most + 1).ToList();
        InfosessionRules.SeriesFits.MustHold(moments.Count * series.Places.Count is >= 1 and <= Series.Most && series.Facilitators.Count > 0, Series.Most);
        await using var db = await dbs.CreateDbContextAsync(ct);
        List<PlanRequest> wanted =
        [
            .. from moment in moments
               from place in series.Places
               select new PlanRequest(place.Branch, moment, series.Minutes, place.Place, series.Link, series.Seats, series.Facilitators[0], series.Language),
        ];
        var everyone = series.Facilitators.Select(f => wanted[0] with { Facilitator = f });
        var planning = await Planning.ForAsync(db, [.. wanted, .. everyone], [], ct);
        var turns = planning.TurnsOf(series.Facilitators);
        return [.. wanted.Select(w => new WantedInfosession(series.Topic, w with { Facilitator = turns.Next(w.Branch, planning.For(w).Time) }))];
    }
}
