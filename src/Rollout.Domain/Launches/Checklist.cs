using System.Text.Json;
using Rollout.Domain.Access;

namespace Rollout.Domain.Launches;

/// <summary>A checklist the lead saves under a name, as a template for the next wave.</summary>
public sealed class Checklist
{
    /// <summary>The most characters its name may have.</summary>
    public const int NameLength = 60;

    private Checklist()
    {
    }

    public ChecklistId Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>The lines as JSON; always read and written as a whole.</summary>
    public string LineList { get; private set; } = "[]";

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public static Checklist Keep(string name, IReadOnlyList<PlannedCheck> lines, CurrentUser lead)
    {
        WaveRules.ChecklistNeedsAName.Ensure(name.Trim().Length is >= 1 and <= NameLength);
        var checklist = new Checklist { Id = ChecklistId.New(), Name = name.Trim() };
        checklist.Change(lines, lead);
        return checklist;
    }

    /// <summary>Replaces the lines. Waves already planned with it are not affected.</summary>
    public void Change(IReadOnlyList<PlannedCheck> lines, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NeedsAChecklist.Ensure(lines.Count > 0);
        LineList = JsonSerializer.Serialize(lines.Select(l => l with { Owner = null }));
    }

    public IReadOnlyList<PlannedCheck> ReadLines() => JsonSerializer.Deserialize<List<PlannedCheck>>(LineList) ?? [];
}

public readonly record struct ChecklistId(Guid Value)
{
    public static ChecklistId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
