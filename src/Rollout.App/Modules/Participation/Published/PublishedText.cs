using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Published;

/// <summary>Published figures in words.</summary>
internal static class PublishedText
{
    extension(Localizer words)
    {
        /// <summary>"99%", "3,000 of 18,000 (17%)", "3,000".</summary>
        public string Published(PublishedFigure figure) => figure switch
        {
            { Percent: { } percent } => words["use.percent", percent],
            { OutOf: { } all } => words["published.of", Number(words, figure.Count!.Value), Number(words, all), words["use.percent", (int)Math.Round(100 * figure.Share!.Value, MidpointRounding.AwayFromZero)]],
            _ => Number(words, figure.Count!.Value),
        };
    }

    private static string Number(Localizer words, int number) => number.ToString("N0", words.Culture);
}
