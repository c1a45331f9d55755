using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>A loose end in words.</summary>
public static class LooseEndText
{
    extension(Localizer words)
    {
        /// <summary>"gives De Brug in your working day on Tuesday 1 December"</summary>
        public string Of(LooseEnd end) => words["loose-end." + end.Kind, end.Translations.GetValueOrDefault(words.Language, end.What), end.Due is { } day ? words.Day(day) : ""];
    }
}
