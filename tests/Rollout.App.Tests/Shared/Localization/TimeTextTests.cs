using System.Globalization;
using Humanizer;
using NodaTime;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Tests.Shared.Localization;

/// <summary>Phrases of time and size, as a native speaker says them.</summary>
public sealed class TimeTextTests
{
    private static readonly LocalDate Today = new(2026, 12, 3);

    [Theory]
    [InlineData(0, "today", "vandaag", "aujourd’hui")]
    [InlineData(1, "tomorrow", "morgen", "demain")]
    [InlineData(-1, "yesterday", "gisteren", "hier")]
    [InlineData(2, "in 2 days", "overmorgen", "après-demain")]
    [InlineData(-2, "2 days ago", "eergisteren", "avant-hier")]
    [InlineData(3, "in 3 days", "over 3 dagen", "dans 3 jours")]
    [InlineData(-3, "3 days ago", "3 dagen geleden", "il y a 3 jours")]
    [InlineData(365, "in 365 days", "over 365 dagen", "dans 365 jours")]
    [InlineData(-400, "400 days ago", "400 dagen geleden", "il y a 400 jours")]
    public void A_day_is_told_by_its_distance_from_today(int days, string english, string dutch, string french) =>
        InEach(english, dutch, french, words => words.FromToday(Today.PlusDays(days), Today));

    [Fact]
    public void The_first_of_a_month_is_told_as_people_say_it()
    {
        InEach("Tuesday 1 December", "dinsdag 1 december", "mardi 1er décembre", words => words.Day(Today.PlusDays(-2)));
        InEach("Tue 1 Dec", "di 1 dec", "mar 1er déc", words => words.ShortDay(Today.PlusDays(-2)));
        InEach("1 December 2026", "1 december 2026", "1er décembre 2026", words => words.Date(Today.PlusDays(-2)));
    }

    [Theory]
    [InlineData(1, "a minute ago", "1 minuut geleden", "il y a une minute")]
    [InlineData(45, "45 minutes ago", "45 minuten geleden", "il y a 45 minutes")]
    [InlineData(60, "an hour ago", "1 uur geleden", "il y a une heure")]
    [InlineData(2879, "47 hours ago", "47 uur geleden", "il y a 47 heures")]
    [InlineData(2880, "2 days ago", "eergisteren", "avant-hier")]
    [InlineData(525_600, "365 days ago", "365 dagen geleden", "il y a 365 jours")]
    public void A_past_moment_is_told_in_its_largest_whole_unit_up_to_days(int minutes, string english, string dutch, string french) =>
        InEach(english, dutch, french, words => words.Ago(Duration.FromMinutes(minutes)));

    [Theory]
    [InlineData(1, "1 minute", "1 minuut", "1 minute")]
    [InlineData(45, "45 minutes", "45 minuten", "45 minutes")]
    [InlineData(60, "1 hour", "1 uur", "1 heure")]
    [InlineData(90, "1 hour 30 minutes", "1 uur 30 minuten", "1 heure 30 minutes")]
    [InlineData(120, "2 hours", "2 uur", "2 heures")]
    [InlineData(1_443, "24 hours 3 minutes", "24 uur 3 minuten", "24 heures 3 minutes")]
    [InlineData(525_600, "8760 hours", "8760 uur", "8760 heures")]
    public void A_duration_is_told_in_figures(int minutes, string english, string dutch, string french) =>
        InEach(english, dutch, french, words => words.Length(Duration.FromMinutes(minutes)));

    [Theory]
    [InlineData(0, "0 kB", "0 kB", "0 ko")]
    [InlineData(1, "1 kB", "1 kB", "1 ko")]
    [InlineData(119_001, "120 kB", "120 kB", "120 ko")]
    [InlineData(1_234_567, "1.2 MB", "1,2 MB", "1,2 Mo")]
    [InlineData(20_000_000, "20 MB", "20 MB", "20 Mo")]
    [InlineData(3_500_000_000, "3.5 GB", "3,5 GB", "3,5 Go")]
    public void A_size_is_told_in_decimal_units(long bytes, string english, string dutch, string french) =>
        InEach(english, dutch, french, words => words.Size(bytes).Replace('\u00a0', ' '));

    [Fact]
    public void What_Humanizer_says_wrong_by_itself_is_not_asked_of_it()
    {
        var (dutch, french) = (CultureInfo.GetCultureInfo("nl-NL"), CultureInfo.GetCultureInfo("fr-FR"));

        // Where one of these fails, a new version says it better and a formatter of ours may go.
        Assert.Equal("one day", TimeSpan.FromDays(1).Humanize(culture: dutch, toWords: true));
        Assert.Equal("over 2 dagen", new DefaultFormatter(dutch).DateHumanize(TimeUnit.Day, Tense.Future, 2));
        Assert.Equal("2 days from now", new DefaultFormatter(CultureInfo.GetCultureInfo("en-GB")).DateHumanize(TimeUnit.Day, Tense.Future, 2));
        Assert.Equal("maintenant", new DefaultFormatter(french).DateHumanize(TimeUnit.Day, Tense.Future, 0));
        Assert.Equal("Ko", new DefaultFormatter(french).DataUnitHumanize(DataUnit.Kilobyte, 2));
        Assert.Equal("a, b & c", Configurator.CollectionFormatters.ResolveForCulture(french).Humanize(["a", "b", "c"]));
        Assert.Equal("11 maanden", TimeSpan.FromDays(365).Humanize(maxUnit: TimeUnit.Year, culture: dutch));
        Assert.Equal("3 collegas", 3.ToString(dutch) + " " + "collega".Pluralize());
    }

    private static void InEach(string english, string dutch, string french, Func<Localizer, string> says) =>
        Assert.Equal((english, dutch, french), (says(Localizer.In("en")), says(Localizer.In("nl")), says(Localizer.In("fr"))));
}
