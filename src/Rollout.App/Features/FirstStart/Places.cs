using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using Rollout.App.Wording;

namespace Rollout.App.Features.FirstStart;

/// <summary>A country and a time zone that is kept in it.</summary>
/// <param name="Country">Two letters: "BE".</param>
/// <param name="Name">The country in English.</param>
public sealed record Place(string Country, DateTimeZone Zone, string Name)
{
    /// <summary>How a form names it: "BE Europe/Brussels".</summary>
    public string Key => $"{Country} {Zone.Id}";
}

/// <summary>Every country with its time zones, as the time zone database knows them.</summary>
public static class Places
{
    private static readonly FrozenDictionary<string, Place> All = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .Select(location => new Place(location.CountryCode, DateTimeZoneProviders.Tzdb[location.ZoneId], location.CountryName))
        .ToFrozenDictionary(place => place.Key);

    public static Place? Find(string? key) => key is null ? null : All.GetValueOrDefault(key);

    /// <summary>All places by name in a language: "Belgium", "United States: New York".</summary>
    public static IReadOnlyList<(string Key, string Name)> In(Words words) =>
        [.. All.Values
            .GroupBy(place => place.Country)
            .SelectMany(country => country.Select(place => (place.Key, Name: NameOf(place, country.Count() > 1, words))))
            .OrderBy(place => place.Name, StringComparer.Create(words.Culture, ignoreCase: true))];

    // Countries that have no words of their own keep the time zone database's English.
    private static string NameOf(Place place, bool oneOfMany, Words words)
    {
        var country = words.Has("country." + place.Country) ? words["country." + place.Country] : place.Name;
        return oneOfMany ? $"{country}: {place.Zone.Id.Split('/')[^1].Replace('_', ' ')}" : country;
    }
}
