using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>Names of sources.</summary>
internal static class SourceText
{
    /// <summary>"Viva Engage"; a platform that the lead named has the lead's name.</summary>
    public static string SourceName(this Localizer words, string source) => words.Has("reports.source." + source) ? words["reports.source." + source] : source;
}
