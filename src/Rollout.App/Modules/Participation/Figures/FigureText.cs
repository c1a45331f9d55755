using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>Figures and groups in words.</summary>
internal static class FigureText
{
    extension(Localizer words)
    {
        /// <summary>"31%"; "20–30%" in a breakdown; "fewer than 5" or "all but fewer than 5" where the exact figure would concern fewer than five.</summary>
        public string Share(GroupShare share) =>
            share.IsHidden ? words["use.not-shown"]
            : share.IsRough ? words.Band(share.Band)
            : share.IsFew ? words["use.fewer-than", GroupPrivacy.SmallestGroup]
            : share.IsNearAll ? words["use.all-but", GroupPrivacy.SmallestGroup]
            : words["use.percent", share.Percent];

        /// <summary>"20–30%".</summary>
        public string Band((int From, int To) band) => words["use.range", band.From, band.To];

        /// <summary>A part of the band.</summary>
        public string Part(ActivityBand band, BandPart part) =>
            part.IsShown ? words["use.percent", (int)Math.Round(100.0 * part.Count / band.People, MidpointRounding.AwayFromZero)]
            : part.Count < GroupPrivacy.SmallestGroup ? words["use.fewer-than", GroupPrivacy.SmallestGroup]
            : words["use.not-shown"];

        /// <summary>The newest share of a branch.</summary>
        public string Latest(BranchCurve branch) => branch.Points is [.., var last] ? words.Share(last.Share) : words["use.not-shown"];

        public string FigureName(Figure figure) => words["use.figure." + figure];

        /// <summary>The definition, the window and what it is out of.</summary>
        public string FigureMeaning(Figure figure) => words["use.figure.means." + figure];

        public string FigureWindow(Figure figure) => figure.Days() is { } days ? words["use.window", days] : words["use.window-ever"];

        /// <summary>"Field", "Dutch", "Planning"; "Not known" where it is missing.</summary>
        public string GroupName(GroupKind kind, string value) => value.Length == 0 ? words["use.unknown"] : kind switch
        {
            GroupKind.WorkType => words["use.work-type." + value],
            GroupKind.StartDate => words["use.start." + value],
            GroupKind.Language => words.LanguageName(value),
            _ => value,
        };
    }
}
