using System.ComponentModel.DataAnnotations;
using Rollout.App.Shared.Components;
using Rollout.Domain.Branches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The form that adds closing days or school holidays, as it was typed.</summary>
internal sealed class DaysOffInput : IValidatableObject
{
    /// <summary>At which field a rule's refusal is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [BranchRules.DaysOffHaveAName] = nameof(Called),
        [BranchRules.DaysOffEndAfterTheyBegin] = nameof(Until),
    };

    public DaysOffKind Kind { get; set; }
    public string? Called { get; set; }
    public string? From { get; set; }

    /// <summary>Empty for a single day.</summary>
    public string? Until { get; set; }

    public DaysOffReach Reach { get; set; }

    public DaysOffPeriod ToPeriod() => new(Kind, FormParsing.Day(From)!.Value, FormParsing.Day(string.IsNullOrWhiteSpace(Until) ? From : Until)!.Value, (Called ?? "").Trim());

    /// <summary>What the rules say of the name, while a day cannot be read.</summary>
    public void Ask() => BranchRules.DaysOffHaveAName.Ensure((Called ?? "").Trim().Length is > 0 and <= DaysOffPeriod.NameLength);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FormParsing.Day(From) is null)
        {
            yield return new ValidationResult("wave.day-needed", [nameof(From)]);
        }

        if (!string.IsNullOrWhiteSpace(Until) && FormParsing.Day(Until) is null)
        {
            yield return new ValidationResult("wave.day-needed", [nameof(Until)]);
        }
    }
}
