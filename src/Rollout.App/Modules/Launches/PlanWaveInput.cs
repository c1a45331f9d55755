using System.ComponentModel.DataAnnotations;
using NodaTime;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>The form that plans a wave, as it was typed.</summary>
public sealed class PlanWaveInput : TermsInput, IValidatableObject
{
    public string? Name { get; set; }
    public string? Day { get; set; }
    public string? Hour { get; set; }

    /// <summary>Within a day, and meant so.</summary>
    public bool Soon { get; set; }

    /// <summary>While a branch sleeps, and meant so.</summary>
    public bool AtNight { get; set; }

    // A form with nothing ticked sends no list at all, which arrives as null.
    public List<Guid> Branches { get; set => field = value ?? []; } = [];
    public List<MeasureRow> Looks { get; set => field = value ?? []; } = [];
    public string? KeepAs { get; set; }
    public List<PlanWaveRow> Rows { get; set => field = value ?? []; } = [];

    public LocalDateTime? Moment => MomentFields.Read(Day, Hour);

    public MomentMeant Meant => new(Soon, AtNight);

    /// <summary>The checklist, as far as it can be read.</summary>
    public IReadOnlyList<ChecklistLine> Lines =>
    [
        .. Looks.Where(l => l.On && l.IsReadable).Select(l => l.Line),
        .. Rows.Where(r => r.IsFilled && r.DaysBefore is not null)
            .Select(r => new ChecklistLine(HouseChecks.Stored(r.Text!.Trim()), r.Weight == "should" ? CheckWeight.Should : CheckWeight.Must, r.DaysBefore!.Value, r.Owner)),
    ];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var wrong in MomentFields.Check(Day, Hour))
        {
            yield return wrong;
        }

        if (Branches.Count == 0)
        {
            yield return new ValidationResult("rule.wave.needs-a-branch", [nameof(Branches)]);
        }

        if (Looks.Exists(l => !l.IsReadable))
        {
            yield return new ValidationResult("rule.launch.target-is-plausible", [nameof(Looks)]);
        }

        if (Rows.Exists(r => r.IsFilled && r.DaysBefore is null))
        {
            yield return new ValidationResult("rule.launch.check-is-due-in-time", [nameof(Rows)]);
        }
    }
}

/// <summary>A line of the checklist that a person answers.</summary>
public sealed class PlanWaveRow
{
    public string? Text { get; set; }
    public string? Days { get; set; }
    public string? Weight { get; set; }
    public string? Owner { get; set; }

    public bool IsFilled => !string.IsNullOrWhiteSpace(Text);

    public int? DaysBefore => int.TryParse(Days, out var days) && days is >= 0 and <= 365 ? days : null;
}
