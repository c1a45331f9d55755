using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Steps;

/// <summary>What a director does this week in words. A low figure is where most is to be gained, never a reproach.</summary>
internal static class StepText
{
    // Of a long promise the beginning.
    private const int Longest = 160;

    extension(Localizer words)
    {
        public string StepTitle(DirectorStep step) => step.Kind switch
        {
            DirectorStepKind.QuietTeam => words["steps.QuietTeam", words.GroupName(step.Group ?? GroupKind.Department, step.About)],
            DirectorStepKind.OpenQuestions => words.Count("steps.OpenQuestions", step.Before ?? 0),
            _ => words["steps." + step.Kind],
        };

        public string StepWhy(DirectorStep step) => step.Kind switch
        {
            DirectorStepKind.KickOffPromise => words["steps.why.KickOffPromise", step.About.Length <= Longest ? step.About : step.About[..Longest].TrimEnd() + "…"],
            DirectorStepKind.QuietTeam => words["steps.why.QuietTeam", words.Band(GroupShare.BandAround(step.Before ?? 5))],
            _ => words["steps.why." + step.Kind],
        };

        /// <summary>What it was about then and now; empty where one of them is not known.</summary>
        public string StepOutcome(StepLine line) => line is not { Step.Before: { } before, Now: { } now } ? ""
            : line.Step.Kind switch
            {
                DirectorStepKind.OpenQuestions => words["steps.came.OpenQuestions", before, now],
                DirectorStepKind.QuietTeam => words["steps.came.QuietTeam", words.Band(GroupShare.BandAround(before)), words.Band(GroupShare.BandAround(now))],
                _ => words["steps.came", words["use.percent", before], words["use.percent", now]],
            };
    }
}
