using NodaTime;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Api.Contracts;

/// <summary>Another system that may read here.</summary>
/// <param name="Until">The last day on which its token works.</param>
public sealed record ConnectedSystem(string Name, IReadOnlyList<ApiScopes> Scopes, LocalDate Until);

/// <summary>Lists the other systems whose tokens work, for everyone to read.</summary>
public sealed class ListConnectedSystems(ListApiClients listClients)
{
    public async Task<IReadOnlyList<ConnectedSystem>> RunAsync(CancellationToken ct = default) =>
        [.. (await listClients.RunAsync(ct)).Where(c => !c.Expired).Select(c => new ConnectedSystem(c.Name, [.. ApiScopeNames.All.Where(s => c.Scopes.HasFlag(s))], c.Until))];
}
