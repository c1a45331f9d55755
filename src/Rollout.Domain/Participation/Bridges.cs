namespace Rollout.Domain.Participation;

/// <summary>Finds an edge without which a graph falls apart, by the depth-first search of Tarjan (Information Processing Letters 2, 1974). Several edges may join the same two nodes.</summary>
internal sealed class Bridges
{
    private readonly ILookup<int, (int To, int Edge)> _links;
    private readonly Dictionary<int, int> _entered = [];
    private readonly Dictionary<int, int> _lowest = [];
    private int? _found;

    private Bridges(IReadOnlyList<(int A, int B)> edges) =>
        _links = edges.SelectMany((e, i) => new[] { (From: e.A, To: e.B, Edge: i), (From: e.B, To: e.A, Edge: i) }).ToLookup(l => l.From, l => (l.To, l.Edge));

    /// <summary>The index of such an edge; null when there is none.</summary>
    public static int? First(IReadOnlyList<(int A, int B)> edges)
    {
        var search = new Bridges(edges);
        foreach (var node in search._links)
        {
            search.Enter(node.Key, by: -1);
        }

        return search._found;
    }

    private void Enter(int node, int by)
    {
        if (_found is not null || !_entered.TryAdd(node, _entered.Count))
        {
            return;
        }

        _lowest[node] = _entered[node];
        foreach (var (to, edge) in _links[node].Where(link => link.Edge != by))
        {
            if (_entered.TryGetValue(to, out var entered))
            {
                _lowest[node] = Math.Min(_lowest[node], entered);
                continue;
            }

            Enter(to, edge);
            _found ??= _lowest[to] > _entered[node] ? edge : null;
            if (_found is not null)
            {
                return;
            }

            _lowest[node] = Math.Min(_lowest[node], _lowest[to]);
        }
    }
}
