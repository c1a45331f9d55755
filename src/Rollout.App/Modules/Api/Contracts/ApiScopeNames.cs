using Microsoft.AspNetCore.Authorization;
using Rollout.Domain.Access;

namespace Rollout.App.Modules.Api.Contracts;

/// <summary>Scopes as clients read them, and what asks for them.</summary>
internal static class ApiScopeNames
{
    /// <summary>The authentication scheme of clients.</summary>
    public const string Scheme = "api-client";

    /// <summary>The claim with the name of one scope.</summary>
    public const string Claim = "scope";

    /// <summary>Every single scope.</summary>
    public static IReadOnlyList<ApiScopes> All { get; } = [.. Enum.GetValues<ApiScopes>().Where(s => s != ApiScopes.None)];

    extension(ApiScopes scopes)
    {
        /// <summary>"people:read", each.</summary>
        public IEnumerable<string> Names => All.Where(s => scopes.HasFlag(s)).Select(s => s.ToString() is var name && name.EndsWith("Write", StringComparison.Ordinal)
            ? name[..^"Write".Length].ToLowerInvariant() + ":write"
            : name[..^"Read".Length].ToLowerInvariant() + ":read");
    }

    /// <summary>Only clients with this scope get in.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, ApiScopes scope)
        where TBuilder : IEndpointConventionBuilder
    {
        var name = scope.Names.Single();
        return endpoint.RequireAuthorization(new AuthorizationPolicyBuilder(Scheme).RequireClaim(Claim, name).Build()).WithDescription($"Needs the scope `{name}`.");
    }
}
