using Rollout.App.Shared.Localization;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>A topic's audience and languages in words.</summary>
internal static class TopicText
{
    extension(Localizer words)
    {
        /// <summary>"Dutch, French"</summary>
        public string LanguageNames(IEnumerable<string> languages) => string.Join(", ", languages.Select(words.LanguageName));

        /// <summary>"At a desk", "In a shop"</summary>
        public string WorkTypeName(string workType) => words[$"topic.work-{workType.ToLowerInvariant()}"];

        /// <summary>"Meant for: in a shop, in the field; Gent, Antwerpen", or for everyone.</summary>
        public string AudienceOf(TopicView topic)
        {
            var groups = new[] { topic.WorkTypes.Select(w => words.WorkTypeName(w.ToString())), topic.Branches }.Select(g => string.Join(", ", g)).Where(g => g.Length > 0).ToList();
            return groups.Count == 0 ? words["topic.meant-for-all"] : words["topic.meant-for", string.Join("; ", groups)];
        }

        /// <summary>"Open", "Changed"</summary>
        public string FindingStateName(FindingState state) => words[$"finding.state-{state.ToString().ToLowerInvariant()}"];
    }
}
