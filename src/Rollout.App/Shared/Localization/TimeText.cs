using Humanizer;
using NodaTime;

namespace Rollout.App.Shared.Localization;

/// <summary>Formats dates and times in words: "Thursday 3 December, 14:00–16:00".</summary>
public static class TimeText
{
    extension(Localizer words)
    {
        /// <summary>"Thursday 3 December", with the year when it is not <paramref name="thisYear"/>.</summary>
        public string Day(LocalDate date, int? thisYear = null) =>
            words.Written(date, thisYear is null || thisYear == date.Year ? "dddd d MMMM" : "dddd d MMMM uuuu");

        /// <summary>"Thu 3 Dec"</summary>
        public string ShortDay(LocalDate date) => words.Written(date, "ddd d MMM").Replace(".", "", StringComparison.Ordinal);

        /// <summary>"3 December 2026"</summary>
        public string Date(LocalDate date) => words.Written(date, "d MMMM uuuu");

        /// <summary>"14:00"</summary>
        public string Hour(LocalTime time) => time.ToString("HH:mm", words.Culture);

        /// <summary>"Thursday 3 December, 14:00"</summary>
        public string Moment(LocalDateTime time) => $"{words.Day(time.Date)}, {words.Hour(time.TimeOfDay)}";

        /// <summary>"Thu 3 Dec, 14:00"</summary>
        public string ShortMoment(LocalDateTime time) => $"{words.ShortDay(time.Date)}, {words.Hour(time.TimeOfDay)}";

        /// <summary>"today", "tomorrow", "in 3 days", "3 days ago"</summary>
        public string FromToday(LocalDate date, LocalDate today) =>
            words.Phrases.DateHumanize(TimeUnit.Day, date < today ? Tense.Past : Tense.Future, Math.Abs(Period.DaysBetween(today, date)));

        /// <summary>How long ago something was, in whole minutes, hours or, from two days on, days: "45 minutes ago", "30 hours ago".</summary>
        public string Ago(Duration passed) =>
            passed >= Duration.FromDays(2) ? words.Phrases.DateHumanize(TimeUnit.Day, Tense.Past, passed.Days)
            : passed >= Duration.FromHours(1) ? words.Phrases.DateHumanize(TimeUnit.Hour, Tense.Past, (int)passed.TotalHours)
            : words.Phrases.DateHumanize(TimeUnit.Minute, Tense.Past, (int)passed.TotalMinutes);

        /// <summary>A duration in hours and minutes: "45 minutes", "1 hour 30 minutes", "2 hours".</summary>
        public string Length(Duration duration) =>
            duration.ToTimeSpan().Humanize(precision: 2, culture: words.Culture, maxUnit: TimeUnit.Hour, minUnit: TimeUnit.Minute, collectionSeparator: " ");

        /// <summary>The size of a file in decimal units: "120 kB", "1.2 MB".</summary>
        public string Size(long bytes)
        {
            var (number, unit) = bytes switch
            {
                < 1_000_000 => (Math.Ceiling(bytes / 1e3), DataUnit.Kilobyte),
                < 1_000_000_000 => (bytes / 1e6, DataUnit.Megabyte),
                _ => (bytes / 1e9, DataUnit.Gigabyte),
            };
            return $"{number.ToString("0.#", words.Culture)}\u00a0{words.Phrases.DataUnitHumanize(unit, number)}";
        }

        // In French the first of the month is "1er".
        private string Written(LocalDate date, string pattern) =>
            date.ToString(date.Day == 1 && words.Language == "fr" ? pattern.Replace("d MMM", "d'er' MMM", StringComparison.Ordinal) : pattern, words.Culture);

        private IFormatter Phrases => Configurator.Formatters.ResolveForCulture(words.Culture);
    }
}
