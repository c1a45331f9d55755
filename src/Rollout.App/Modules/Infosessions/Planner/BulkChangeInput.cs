using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>A bulk change, as typed.</summary>
public sealed class BulkChangeInput : IValidatableObject
{
    /// <summary>The field at which a broken rule is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [InfosessionRules.CancellingNeedsAReason] = nameof(Reason),
    };

    /// <summary>The infosessions that are still ticked.</summary>
    public List<string>? Ticked { get; set; }

    public string? Reason { get; set; }
    public string? Facilitator { get; set; }
    public string? Place { get; set; }
    public string? Seats { get; set; }
    public string? Language { get; set; }

    /// <summary>The button that was pressed.</summary>
    public string? Step { get; set; }

    /// <summary>The changed values; empty fields are left as they are.</summary>
    public BulkChange Change => new(
        Guid.TryParse(Facilitator, out var person) ? new PersonId(person) : null, string.IsNullOrWhiteSpace(Place) ? null : Place.Trim(), Number,
        string.IsNullOrEmpty(Language) ? null : Language);

    private int? Number => int.TryParse(Seats, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the change includes this infosession: ticked, or not shown yet.</summary>
    public bool Takes(BulkChangeRow row) => row.Refusal is null && (Ticked is null || IsTicked(row.Infosession.Id));

    public bool IsTicked(InfosessionId id) => Ticked?.Contains(id.Value.ToString()) == true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Seats) && Number is null)
        {
            yield return new ValidationResult("plan.seats-needed", [nameof(Seats)]);
        }

        if (Step == "look" && Change.IsNone)
        {
            yield return new ValidationResult("several.change-something", [nameof(Facilitator)]);
        }

        if (Step == "do" && Ticked is not { Count: > 0 })
        {
            yield return new ValidationResult("several.tick-one", [nameof(Ticked)]);
        }
    }
}
