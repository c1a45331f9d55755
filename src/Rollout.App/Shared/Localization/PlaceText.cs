using NodaTime;

namespace Rollout.App.Shared.Localization;

/// <summary>Names of countries, time zones and languages.</summary>
public static class PlaceText
{
    /// <summary>The name of a country by its two-letter code: "België". Countries without a translation keep their code.</summary>
    public static string Country(this Localizer words, string letters) => words.Has("country." + letters) ? words["country." + letters] : letters;

    /// <summary>"Dutch"</summary>
    public static string LanguageName(this Localizer words, string language) => words["infosession.language." + language];

    /// <summary>The city a time zone is named after: "Brussel". Cities without a translation use the zone's id.</summary>
    public static string City(this Localizer words, DateTimeZone zone)
    {
        var city = zone.Id.Split('/')[^1];
        return words.Has("city." + city) ? words["city." + city] : city.Replace('_', ' ');
    }
}
