using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A requested series: a topic at some places and moments, with facilitators taking turns.</summary>
/// <param name="Places">A branch with its room, or null and no room when it is online for everyone.</param>
public sealed record SeriesRequest(
    TopicId Topic, int Minutes, int Seats, string Language, string? Link, IReadOnlyList<(BranchId? Branch, string? Place)> Places, Series When, IReadOnlyList<PersonId> Facilitators);

/// <summary>Lays out a series: each place at each moment, with the next facilitator in rotation. Nothing is created, and only the size is checked.</summary>
public sealed class PlanSeries(IDbContextFactory<RolloutDb> dbs)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">The series is empty or too large.</exception>
    public async Task<IReadOnlyList<RequestedInfosession>> RunAsync(SeriesRequest series, CancellationToken ct = default)
    {
        var moments = series.When.Moments.Take(Series.MaxItems + 1).ToList();
        InfosessionRules.SeriesFits.Ensure(moments.Count * series.Places.Count is >= 1 and <= Series.MaxItems && series.Facilitators.Count > 0, Series.MaxItems);
        await using var db = await dbs.CreateDbContextAsync(ct);
        List<PlanRequest> wanted =
        [
            .. from moment in moments
               from place in series.Places
               select new PlanRequest(place.Branch, moment, series.Minutes, place.Place, series.Link, series.Seats, series.Facilitators[0], series.Language),
        ];
        var everyone = series.Facilitators.Select(f => wanted[0] with { Facilitator = f });
        var planning = await PlanningSession.ForAsync(db, [.. wanted, .. everyone], [], ct);
        var turns = planning.TurnsOf(series.Facilitators);
        return [.. wanted.Select(w => new RequestedInfosession(series.Topic, w with { Facilitator = turns.Next(w.Branch, planning.For(w).Time) }))];
    }
}
