using NodaTime;

namespace Rollout.App.Shared.Localization;

/// <summary>Formats dates and times in words: "Thursday 3 December, 14:00–16:00".</summary>
public static class TimeText
{
    extension(Localizer words)
    {
        /// <summary>"Thursday 3 December", with the year when it is not <paramref name="thisYear"/>.</summary>
        public string Day(LocalDate date, int? thisYear = null) =>
            date.ToString(thisYear is null || thisYear == date.Year ? "dddd d MMMM" : "dddd d MMMM uuuu", words.Culture);

        /// <summary>"Thu 3 Dec"</summary>
        public string ShortDay(LocalDate date) => date.ToString("ddd d MMM", words.Culture).Replace(".", "", StringComparison.Ordinal);

        /// <summary>"3 December 2026"</summary>
        public string Date(LocalDate date) => date.ToString("d MMMM uuuu", words.Culture);

        /// <summary>"14:00"</summary>
        public string Hour(LocalTime time) => time.ToString("HH:mm", words.Culture);

        /// <summary>"Thursday 3 December, 14:00"</summary>
        public string Moment(LocalDateTime time) => $"{words.Day(time.Date)}, {words.Hour(time.TimeOfDay)}";

        /// <summary>"Thu 3 Dec, 14:00"</summary>
        public string ShortMoment(LocalDateTime time) => $"{words.ShortDay(time.Date)}, {words.Hour(time.TimeOfDay)}";

        /// <summary>"today", "tomorrow", "in 3 days", "3 days ago"</summary>
        public string FromToday(LocalDate date, LocalDate today) => Period.DaysBetween(today, date) switch
        {
            0 => words["time.today"],
            1 => words["time.tomorrow"],
            -1 => words["time.yesterday"],
            > 0 and var days => words["time.in-days", days],
            var days => words["time.days-ago", -days],
        };
    }
}
