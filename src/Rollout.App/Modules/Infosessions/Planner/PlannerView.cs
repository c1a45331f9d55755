using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>The view of the planner, as encoded in its address.</summary>
/// <param name="Week">"2026-48"; null for the current week.</param>
/// <param name="ByFacilitator">One row per facilitator instead of per branch.</param>
/// <param name="Of">Only one branch or facilitator, hour by hour; null for all.</param>
/// <param name="Topic">Only this topic.</param>
/// <param name="Drafts">Only drafts.</param>
public sealed record PlannerView(string? Week, bool ByFacilitator, Guid? Of, TopicId? Topic, bool Drafts = false)
{
    /// <summary>Parses the address; values that make no sense are ignored rather than refused.</summary>
    public static PlannerView Read(string? week, string? by, string? of, string? topic, string? drafts = null) => new(
        week, by == "facilitator", Guid.TryParse(of, out var one) ? one : null, Guid.TryParse(topic, out var about) ? new TopicId(about) : null, drafts is not null);

    public string Address
    {
        get
        {
            (string Name, string? Value)[] all = [("week", Week), ("by", ByFacilitator ? "facilitator" : null), ("of", Of?.ToString()), ("topic", Topic?.Value.ToString()), ("drafts", Drafts ? "yes" : null)];
            var query = string.Join('&', all.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
            return query.Length == 0 ? "/infosessions/planner" : "/infosessions/planner?" + query;
        }
    }
}

/// <summary>A problem with an infosession, to be shown in words.</summary>
/// <param name="Key">The resource key.</param>
/// <param name="Words">The values for its placeholders.</param>
public sealed record PlannerIssue(string Key, params IReadOnlyList<object> Words);

/// <summary>One infosession in the week.</summary>
/// <param name="CanMove">Whether the user may still move it.</param>
public sealed record PlannerSlot(InfosessionFacts Infosession, bool TopicIsOpen, bool CanMove, IReadOnlyList<PlannerIssue> Troubles);

/// <summary>A row of the week: a branch or a facilitator. No key means online for everyone.</summary>
public sealed record PlannerRow(Guid? Key, string? Code, string? Name, IReadOnlyList<PlannerSlot> Slots);

/// <summary>A week of infosessions, including drafts.</summary>
/// <param name="Hours">The first and last hour of the day to show.</param>
public sealed record PlannerGrid(
    PlannerView View, PlannerWeek Week, IReadOnlyList<LocalDate> Days, IReadOnlyList<PlannerRow> Rows, (int First, int Last) Hours, IReadOnlyList<(Guid Key, string Name)> Of,
    IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics)
{
    /// <summary>The topics that are not open, so that their drafts in this week cannot be published.</summary>
    public IReadOnlyList<(TopicId Id, TopicTitle Title)> ClosedTopics =>
        [.. Slots.Where(s => s.Infosession.State == InfosessionState.Draft && !s.TopicIsOpen).Select(s => (s.Infosession.Topic, s.Infosession.Title)).Distinct()];

    public IEnumerable<PlannerSlot> Slots => Rows.SelectMany(r => r.Slots);

    /// <summary>The row an infosession belongs to.</summary>
    public Guid? RowOf(PlanRequest plan) => View.ByFacilitator ? plan.Facilitator.Value : plan.Branch?.Value;
}

/// <summary>All the planner's page shows.</summary>
/// <param name="Facilitators">Who can give an infosession.</param>
public sealed record PlannerState(PlannerGrid Grid, IReadOnlyList<(PersonId Id, string Name)> Facilitators);
