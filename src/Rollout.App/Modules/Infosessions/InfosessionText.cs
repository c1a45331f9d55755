using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions;

/// <summary>When, where and in which language an infosession is, in words.</summary>
public static class InfosessionText
{
    extension(Localizer words)
    {
        /// <summary>"14:00–16:00"</summary>
        public string Hours(InfosessionFacts facts) => $"{words.Hour(facts.Starts.TimeOfDay)}–{words.Hour(facts.Ends)}";

        /// <summary>"Thursday 3 December, 14:00–16:00"</summary>
        public string When(InfosessionFacts facts) => $"{words.Day(facts.Starts.Date)}, {words.Hours(facts)}";

        /// <summary>The same time for someone in another zone: "15:00 in Lisboa"; null when their clock shows the same.</summary>
        public string? WhenThere(InfosessionFacts facts, DateTimeZone zone, string place)
        {
            var there = facts.StartsAt.InZone(zone).LocalDateTime;
            return there == facts.Starts ? null : words["infosession.there", words.ShortMoment(there), place];
        }

        /// <summary>"Gent, Zaal 1", "Online" or "Gent, Zaal 1, or online"</summary>
        public string Where(InfosessionFacts facts) => words.Where(facts.BranchName, facts.Place, facts.Link is not null);

        /// <summary>"Gent, Zaal 1", "Online" or "Gent, Zaal 1, or online"</summary>
        public string Where(InfosessionRow row) => words.Where(row.BranchName, row.Place, row.Online);

        /// <summary>"Gent, Zaal 1", "Online" or "Gent, Zaal 1, or online"</summary>
        public string Where(string? branch, string? place, bool online)
        {
            if (place is null)
            {
                return words["infosession.online"];
            }

            var there = branch is null ? place : $"{branch}, {place}";
            return online ? words["infosession.place-or-online", there] : there;
        }

        /// <summary>The language of the words for the <c>lang</c> attribute; null when it is that of the page.</summary>
        public string? LanguageOf(TopicWords told) => told.LanguageIn(words.Language) is var language && language == words.Language ? null : language;

        /// <summary>The lead's question in this language, otherwise "What would you like to ask?"</summary>
        public string WarmUpOf(InfosessionFacts facts) => facts.WarmUp.In(words.Language) ?? words["warm-up.question"];
    }
}
