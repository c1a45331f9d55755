using NodaTime;

namespace Rollout.App.Wording;

/// <summary>Countries and time zones as people call them.</summary>
public static class PlaceWords
{
    /// <summary>A country by its two letters: "België". The few without words keep their letters.</summary>
    public static string Country(this Words words, string letters) => words.Has("country." + letters) ? words["country." + letters] : letters;

    /// <summary>The city a time zone is named after: "Brussel". Cities without words are called what the zone is called.</summary>
    public static string City(this Words words, DateTimeZone zone)
    {
        var city = zone.Id.Split('/')[^1];
        return words.Has("city." + city) ? words["city." + city] : city.Replace('_', ' ');
    }
}
