using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>What someone looks at in the planner; it stands in the address.</summary>
/// <param name="Week">"2026-48"; null for this week.</param>
/// <param name="ByFacilitator">A row for each facilitator rather than for each branch.</param>
/// <param name="Of">One branch or facilitator only, hour by hour; null for all of them.</param>
/// <param name="Topic">Only about this.</param>
public sealed record PlannerView(string? Week, bool ByFacilitator, Guid? Of, TopicId? Topic)
{
    /// <summary>What someone wrote into the address by hand finds everything rather than an error.</summary>
    public static PlannerView Read(string? week, string? by, string? of, string? topic) => new(
        week, by == "facilitator", Guid.TryParse(of, out var one) ? one : null, Guid.TryParse(topic, out var about) ? new TopicId(about) : null);

    public string Address
    {
        get
        {
            (string Name, string? Value)[] all = [("week", Week), ("by", ByFacilitator ? "facilitator" : null), ("of", Of?.ToString()), ("topic", Topic?.Value.ToString())];
            var query = string.Join('&', all.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
            return query.Length == 0 ? "/infosessions/planner" : "/infosessions/planner?" + query;
        }
    }
}

/// <summary>What stands in the way of an infosession, to be said in words.</summary>
/// <param name="Key">The key of the sentence.</param>
/// <param name="Words">What it mentions.</param>
public sealed record PlannerIssue(string Key, params IReadOnlyList<object> Words);

/// <summary>One infosession in the week.</summary>
/// <param name="CanMove">Whether whoever looks may still move it.</param>
public sealed record PlannerSlot(InfosessionFacts Infosession, bool TopicIsOpen, bool CanMove, IReadOnlyList<PlannerIssue> Troubles);

/// <summary>A row of the week: a branch or a facilitator. No key is what is online for everyone.</summary>
public sealed record PlannerRow(Guid? Key, string? Code, string? Name, IReadOnlyList<PlannerSlot> Slots);

/// <summary>A week of infosessions, drafts too.</summary>
/// <param name="Hours">From which until which hour of the day something is to be seen.</param>
public sealed record PlannerGrid(
    PlannerView View, PlannerWeek Week, IReadOnlyList<LocalDate> Days, IReadOnlyList<PlannerRow> Rows, (int First, int Last) Hours, IReadOnlyList<(Guid Key, string Name)> Of,
    IReadOnlyList<(TopicId Id, string Title)> Topics)
{
    public IEnumerable<PlannerSlot> Slots => Rows.SelectMany(r => r.Slots);

    /// <summary>Which row an infosession stands in.</summary>
    public Guid? RowOf(PlanRequest plan) => View.ByFacilitator ? plan.Facilitator.Value : plan.Branch?.Value;
}

/// <summary>All the planner's page shows.</summary>
/// <param name="Facilitators">Who can give an infosession.</param>
public sealed record PlannerState(PlannerGrid Grid, IReadOnlyList<(PersonId Id, string Name)> Facilitators);
