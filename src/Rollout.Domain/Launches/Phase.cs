using NodaTime;
using Rollout.Domain.Access;

namespace Rollout.Domain.Launches;

/// <summary>A stretch of the rollout around its waves, such as preparation, pilot or aftercare.</summary>
public sealed class Phase
{
    public const int NameLength = 60;
    public const int NoteLength = 200;

    private Phase()
    {
    }

    public PhaseId Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>What is to be achieved by its end.</summary>
    public string Note { get; private init; } = "";

    public LocalDate From { get; private init; }
    public LocalDate Until { get; private init; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="PhaseRules"/> rule is broken.</exception>
    public static Phase Plan(string name, string note, LocalDate from, LocalDate until, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        SharedKernel.RuleSet.EnsureAll(
            () => PhaseRules.NeedsAName.Ensure(name.Trim().Length is >= 1 and <= NameLength && note.Trim().Length <= NoteLength),
            () => PhaseRules.EndsAfterItBegins.Ensure(from <= until));
        return new Phase { Id = PhaseId.New(), Name = name.Trim(), Note = note.Trim(), From = from, Until = until };
    }
}

/// <summary>Rules about a phase.</summary>
public static class PhaseRules
{
    public static readonly SharedKernel.Rule NeedsAName = new("phase.needs-a-name");
    public static readonly SharedKernel.Rule EndsAfterItBegins = new("phase.ends-after-it-begins");
}

public readonly record struct PhaseId(Guid Value)
{
    public static PhaseId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
