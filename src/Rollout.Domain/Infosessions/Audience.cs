using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>The target audience: work types and branches. If none are named, it is meant for everyone.</summary>
public sealed record Audience
{
    public static readonly Audience Everyone = Of([], []);

    private Audience(string written) => Serialized = written;

    /// <summary>The stored form: work types and branch ids, each sorted, so that equal audiences have equal text.</summary>
    public string Serialized { get; }

    public IReadOnlyList<WorkType> WorkTypes => [.. Part(0).Select(Enum.Parse<WorkType>)];

    public IReadOnlyList<BranchId> Branches => [.. Part(1).Select(id => new BranchId(Guid.Parse(id)))];

    public bool IsEveryone => this == Everyone;

    public static Audience Of(IEnumerable<WorkType> workTypes, IEnumerable<BranchId> branches) => new(
        $"{string.Join(',', workTypes.Distinct().Order())}|{string.Join(',', branches.Select(b => b.Value.ToString("N")).Distinct().Order(StringComparer.Ordinal))}");

    /// <summary>Parses <see cref="Serialized"/>.</summary>
    public static Audience Parse(string written) => new(written);

    public bool Includes(WorkType workType, BranchId branch) =>
        (WorkTypes.Count == 0 || WorkTypes.Contains(workType)) && (Branches.Count == 0 || Branches.Contains(branch));

    private string[] Part(int number) => Serialized.Split('|')[number].Split(',', StringSplitOptions.RemoveEmptyEntries);
}
