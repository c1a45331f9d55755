using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;

namespace Rollout.Domain.People;

/// <summary>
/// Who is acting, with the roles they hold at this moment. It comes from the sign-in, never from a form, and is asked again at each act.
/// </summary>
/// <param name="Proven">
/// True when the person proved who they are (a code or link in their mail); false when they only said so (someone without e-mail).
/// No role is held without proof.
/// </param>
public sealed record Actor(
    PersonId Id,
    string Name,
    BranchId Branch,
    string BranchName,
    string? Email,
    string? Language,
    bool Proven,
    bool IsLead,
    bool IsFacilitator,
    AmbassadorId? Ambassador,
    IReadOnlyList<BranchId> Directs)
{
    /// <summary>The branches whose director named them as deputy, and for which days.</summary>
    public IReadOnlyList<StandIn> StandsInFor { get; init; } = [];

    public bool IsDirector => Directs.Count > 0;

    /// <summary>Whether they sign for this branch: its director, or the deputy the director named.</summary>
    public bool SignsFor(BranchId branch, LocalDate today) => Directs.Contains(branch) || StandsInFor.Any(d => d.Branch == branch && d.From <= today && today <= d.Until);

    public bool IsAmbassador => Ambassador is not null;
}

/// <summary>Someone signs for a branch on these days.</summary>
public sealed record StandIn(BranchId Branch, LocalDate From, LocalDate Until);
