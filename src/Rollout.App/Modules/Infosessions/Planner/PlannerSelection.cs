using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>The infosessions that are ticked in the planner.</summary>
/// <param name="changed">Renders the page again.</param>
public sealed class PlannerSelection(Action changed)
{
    private readonly HashSet<InfosessionId> _chosen = [];

    public int Count => _chosen.Count;

    /// <summary>The one that is ticked, when there is one.</summary>
    public InfosessionId? Only => _chosen.Count == 1 ? _chosen.Single() : null;

    public bool Contains(InfosessionFacts session) => _chosen.Contains(session.Id);

    public void Toggle(InfosessionFacts session)
    {
        if (!_chosen.Remove(session.Id))
        {
            _chosen.Add(session.Id);
        }

        changed();
    }

    /// <summary>Ticks exactly these, as far as they can still be moved.</summary>
    public void Set(IEnumerable<PlannerSlot> slots)
    {
        _chosen.Clear();
        _chosen.UnionWith(slots.Where(s => s.CanMove).Select(s => s.Infosession.Id));
        changed();
    }

    public void Forget() => _chosen.Clear();
}
