using System.Globalization;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>What the lead typed for a wave, read back step by step.</summary>
internal static class PlanWaveAnswers
{
    public static readonly IReadOnlyList<string> MomentFields = [nameof(PlanWaveInput.Name), nameof(PlanWaveInput.Day), nameof(PlanWaveInput.Hour), nameof(PlanWaveInput.Soon), nameof(PlanWaveInput.AtNight)];
    public static readonly IReadOnlyList<string> BranchFields = [nameof(PlanWaveInput.Branches)];
    public static readonly IReadOnlyList<string> TermsFields = [.. Waves.TermsFields.Refusals.Values];
    public static readonly IReadOnlyList<string> MeasureFields = [nameof(PlanWaveInput.Looks)];
    public static readonly IReadOnlyList<string> ChecklistFields = [nameof(PlanWaveInput.Rows), nameof(PlanWaveInput.KeepAs)];

    public static IEnumerable<StepAnswer> OfMoment(PlanWaveInput typed, Localizer words) =>
        [(words["wave.name"], typed.Name), (words["wave.answer-moment"], typed.Moment is { } moment ? words.Moment(moment) : null)];

    public static IEnumerable<StepAnswer> OfBranches(PlanWaveInput typed, WavePlanningChoices planning, Localizer words) =>
        [(words["nav.branches"], string.Join(", ", planning.Free.Where(b => typed.Branches.Contains(b.Id.Value)).Select(b => b.Name)))];

    public static IEnumerable<StepAnswer> OfTerms(PlanWaveInput typed, Localizer words)
    {
        var terms = typed.Terms;
        return
        [
            (words["terms.pilot"], words[terms.IsPilot ? "terms.is-pilot" : "terms.is-no-pilot"]),
            (words["terms.go-lasts"], words.Count("terms.days", terms.GoLastsDays)),
            (words["terms.late"], terms.LateMinutes == 0 ? words["terms.not-late"] : words["terms.late-by", words.Minutes(terms.LateMinutes)]),
            (words["terms.promise"], words["terms.promised", terms.PromisedAfter1, terms.PromisedAfter4, terms.PromisedAfter12]),
        ];
    }

    public static IEnumerable<StepAnswer> OfMeasures(PlanWaveInput typed, Localizer words) =>
        typed.Looks.Where(look => look.On).Select(look => new StepAnswer(look.NameIn(words), Due(typed, look.Days, look.Weight, words)));

    public static IEnumerable<StepAnswer> OfChecklist(PlanWaveInput typed, Localizer words) =>
        typed.Rows.Where(row => row.IsFilled).Select(row => new StepAnswer(row.Text ?? "", Due(typed, row.Days, row.Weight, words)));

    // A date says more than a number of days before the moment.
    private static string? Due(PlanWaveInput typed, string? days, string? weight, Localizer words) =>
        typed.Moment is { } moment && int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && before <= 365
            ? $"{words.Day(moment.Date.PlusDays(-before))}, {words[weight == "should" ? "wave.should" : "wave.must"]}"
            : null;
}
