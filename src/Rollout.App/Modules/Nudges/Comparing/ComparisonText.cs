using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Comparing;

/// <summary>What a comparison says, in words.</summary>
internal static class ComparisonText
{
    extension(Localizer words)
    {
        public string Halves(HalvesCompared it) => it.Effect.Verdict switch
        {
            NudgeVerdict.Works => words["nudge-half.second", OfHundred(it.Effect.Low), OfHundred(it.Effect.High)],
            NudgeVerdict.Harms => words["nudge-half.first", OfHundred(-it.Effect.High), OfHundred(-it.Effect.Low)],
            NudgeVerdict.NoEffect => words["nudge-half.alike", OfHundred(-it.Effect.Low), OfHundred(it.Effect.High)],
            NudgeVerdict.Unbalanced => words["nudge-half.unbalanced"],
            _ => words.TooFew(it.Effect.Missing, it.WeeksLeft),
        };

        public string Kinds(KindsCompared it)
        {
            var (one, other) = (words[$"nudge-kind.{it.One}"], words[$"nudge-kind.{it.Other}"]);
            return it.Effect.Verdict switch
            {
                NudgeVerdict.Works => words["nudge-kinds.better", one, other, OfHundred(it.Effect.Low), OfHundred(it.Effect.High)],
                NudgeVerdict.Harms => words["nudge-kinds.better", other, one, OfHundred(-it.Effect.High), OfHundred(-it.Effect.Low)],
                NudgeVerdict.NoEffect => words["nudge-kinds.alike", one, OfHundred(-it.Effect.Low), OfHundred(it.Effect.High), other],
                _ => words.TooFew(it.Effect.Missing, it.WeeksLeft),
            };
        }

        /// <summary>How many people are still needed, and about how long that takes.</summary>
        public string TooFew(int missing, int? weeks) => weeks is { } left ? words.Count("nudge-effect.too-few", left, missing) : words["nudge-effect.too-few-nobody", missing];
    }

    internal static int OfHundred(double share) => (int)Math.Round(100 * share, MidpointRounding.AwayFromZero);
}
