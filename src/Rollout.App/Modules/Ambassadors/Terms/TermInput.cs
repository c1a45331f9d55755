using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>The quota and window of a term, as typed.</summary>
internal class TermInput
{
    /// <summary>At which field a rule's refusal is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [AmbassadorRules.QuotaIsAtLeastOne] = nameof(Quota),
        [AmbassadorRules.WindowHasAFirstDay] = nameof(From),
        [AmbassadorRules.WindowHasALastDay] = nameof(Until),
        [AmbassadorRules.WindowEndsAfterItStarts] = nameof(Until),
        [AmbassadorRules.WindowIsNotOver] = nameof(Until),
    };

    public int? Quota { get; set; }

    /// <summary>The first day in the format of a date field: 2026-11-02.</summary>
    public string? From { get; set; }

    /// <summary>The last day.</summary>
    public string? Until { get; set; }

    /// <summary>What was typed.</summary>
    /// <param name="today">The current date where it was typed; null where a window that is over may stay as it is.</param>
    /// <exception cref="BrokenRuleException">It makes no term.</exception>
    public (int Quota, LocalDate From, LocalDate Until) Read(LocalDate? today)
    {
        var (from, until) = (Shared.Components.FormParsing.Day(From), Shared.Components.FormParsing.Day(Until));
        Ambassador.EnsureTerm(Quota ?? 0, from, until, today);
        return (Quota!.Value, from!.Value, until!.Value);
    }

    /// <summary>A date in the format of a date field.</summary>
    public static string Typed(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
