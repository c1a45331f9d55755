using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// Who is acting, with the roles they hold at this moment. It comes from the sign-in, never from a form, and is asked again at each act.
/// </summary>
/// <param name="IsVerified">
/// True when the person proved who they are (a code or link in their mail); false when they only said so (someone without e-mail).
/// No role is held without proof.
/// </param>
public sealed record CurrentUser(
    PersonId Id,
    string Name,
    BranchId Branch,
    string BranchName,
    string? Email,
    string? Language,
    bool IsVerified,
    bool IsLead,
    bool IsFacilitator,
    AmbassadorId? Ambassador,
    IReadOnlyList<BranchId> Directs)
{
    /// <summary>The branches whose director named them as deputy, and for which days.</summary>
    public IReadOnlyList<DeputyDuty> StandsInFor { get; init; } = [];

    public bool IsDirector => Directs.Count > 0;

    /// <summary>Whether they sign for this branch: its director, or the deputy the director named.</summary>
    public bool SignsFor(BranchId branch, LocalDate today) => Directs.Contains(branch) || StandsInFor.Any(d => d.Branch == branch && d.From <= today && today <= d.Until);

    public bool IsAmbassador => Ambassador is not null;
}

/// <summary>Someone signs for a branch on these days.</summary>
public sealed record DeputyDuty(BranchId Branch, LocalDate From, LocalDate Until);
