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
    public bool IsDirector => Directs.Count > 0;

    public bool IsAmbassador => Ambassador is not null;
}
