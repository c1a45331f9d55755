using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>Figures and groups in words.</summary>
internal static class FigureText
{
    extension(Localizer words)
    {
        /// <summary>"31%"; in a small group "at most 20%" where nobody, and "at least 80%" where everybody would be told.</summary>
        public string Share(GroupShare share) =>
            share.IsNearNobody ? words["use.at-most", share.Percent] : share.IsNearEverybody ? words["use.at-least", share.Percent] : words["use.percent", share.Percent];

        public string FigureName(Figure figure) => words["use.figure." + figure];

        /// <summary>The definition, the window and what it is out of.</summary>
        public string FigureMeaning(Figure figure) => words["use.figure.means." + figure];

        public string FigureWindow(Figure figure) => figure.Days() is { } days ? words["use.window", days] : words["use.window-ever"];

        /// <summary>"Field", "Dutch", "Planning"; "Not known" for those of whom it is not.</summary>
        public string GroupName(GroupKind kind, string value) => value.Length == 0 ? words["use.unknown"] : kind switch
        {
            GroupKind.WorkType => words["use.work-type." + value],
            GroupKind.Language => words.LanguageName(value),
            _ => value,
        };
    }
}
