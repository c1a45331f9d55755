using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>The signed-in person and the roles they hold right now. Always taken from the sign-in, never from a form, and read again for every command.</summary>
/// <param name="IsVerified">
/// True when the person proved their identity with a code or link from their mail; false when they only stated it, which is all someone without e-mail can do.
/// Unverified users hold no role.
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
    /// <summary>Branches whose director named this person as deputy, and for which days.</summary>
    public IReadOnlyList<DeputyDuty> StandsInFor { get; init; } = [];

    /// <summary>Whether they read whatever a lead reads, and change nothing.</summary>
    public bool IsAuditor { get; init; }

    /// <summary>Whether they see the whole rollout. Only <see cref="IsLead"/> may change it.</summary>
    public bool SeesAll => IsLead || IsAuditor;

    public bool IsDirector => Directs.Count > 0;

    /// <summary>Whether this person signs for the branch on that day, as its director or as the deputy the director named.</summary>
    public bool SignsFor(BranchId branch, LocalDate today) => Directs.Contains(branch) || StandsInFor.Any(d => d.Branch == branch && d.From <= today && today <= d.Until);

    /// <summary>The same as long as the person's roles are: lead, facilitator, auditor, ambassador, the branches they direct and those they are deputy for.</summary>
    public string Stamp => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        ' ', [IsLead, IsFacilitator, Ambassador, .. Directs.Select(b => b.ToString()).Order(StringComparer.Ordinal), .. StandsInFor.Select(d => $"{d.Branch}:{d.From:R}:{d.Until:R}").Order(StringComparer.Ordinal), .. IsAuditor ? (string[])["auditor"] : []]))))[..32];

    public bool IsAmbassador => Ambassador is not null;
}

/// <summary>The days on which a deputy signs for a branch.</summary>
public sealed record DeputyDuty(BranchId Branch, LocalDate From, LocalDate Until);
