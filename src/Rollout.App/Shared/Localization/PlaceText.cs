using NodaTime;

namespace Rollout.App.Shared.Localization;

/// <summary>Countries and time zones as people call them.</summary>
public static class PlaceText
{
    /// <summary>A country by its two letters: "België". The few without words keep their letters.</summary>
    public static string Country(this Localizer words, string letters) => words.Has("country." + letters) ? words["country." + letters] : letters;

    /// <summary>The city a time zone is named after: "Brussel". Cities without words are called what the zone is called.</summary>
    public static string City(this Localizer words, DateTimeZone zone)
    {
        var city = zone.Id.Split('/')[^1];
        return words.Has("city." + city) ? words["city." + city] : city.Replace('_', ' ');
    }
}
