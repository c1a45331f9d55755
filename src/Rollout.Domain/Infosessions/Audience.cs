using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>Whom something is meant for: kinds of work and branches; where none are named, all are meant.</summary>
public sealed record Audience
{
    public static readonly Audience Everyone = Of([], []);

    private Audience(string written) => Serialized = written;

    /// <summary>As it is kept: kinds of work and ids of branches, each sorted, so that the same audience reads the same.</summary>
    public string Serialized { get; }

    public IReadOnlyList<WorkType> WorkTypes => [.. Part(0).Select(Enum.Parse<WorkType>)];

    public IReadOnlyList<BranchId> Branches => [.. Part(1).Select(id => new BranchId(Guid.Parse(id)))];

    public bool IsEveryone => this == Everyone;

    public static Audience Of(IEnumerable<WorkType> workTypes, IEnumerable<BranchId> branches) => new(
        $"{string.Join(',', workTypes.Distinct().Order())}|{string.Join(',', branches.Select(b => b.Value.ToString("N")).Distinct().Order(StringComparer.Ordinal))}");

    /// <summary>The audience as it was kept.</summary>
    public static Audience Parse(string written) => new(written);

    public bool Includes(WorkType workType, BranchId branch) =>
        (WorkTypes.Count == 0 || WorkTypes.Contains(workType)) && (Branches.Count == 0 || Branches.Contains(branch));

    private string[] Part(int number) => Serialized.Split('|')[number].Split(',', StringSplitOptions.RemoveEmptyEntries);
}
