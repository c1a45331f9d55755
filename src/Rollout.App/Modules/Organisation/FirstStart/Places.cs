using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using NodaTime;
using NodaTime.TimeZones;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>A country and one of its time zones.</summary>
/// <param name="Country">Two-letter ISO 3166 code: "BE".</param>
public sealed record Place(string Country, DateTimeZone Zone)
{
    /// <summary>The form value: "BE Europe/Brussels".</summary>
    public string Key => $"{Country} {Zone.Id}";
}

/// <summary>All countries with their time zones, from the time zone database.</summary>
public static class Places
{
    private static readonly FrozenDictionary<string, Place> All = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .Select(location => new Place(location.CountryCode, DateTimeZoneProviders.Tzdb[location.ZoneId]))
        .ToFrozenDictionary(place => place.Key);

    /// <summary>The place of a time zone, if it belongs to a country.</summary>
    public static Place? Of(DateTimeZone zone) => All.Values.FirstOrDefault(place => place.Zone.Id == zone.Id);

    public static Place? Find(string? key) => key is null ? null : All.GetValueOrDefault(key);

    /// <summary>All places by name in a language: "Belgium", "United States: New York".</summary>
    public static IReadOnlyList<(string Key, string Name)> In(Localizer words) =>
        [.. All.Values
            .GroupBy(place => place.Country)
            .SelectMany(country => country.Select(place => (place.Key, Name: NameOf(place, country.Count() > 1, words))))
            .OrderBy(place => place.Name, StringComparer.Create(words.Culture, ignoreCase: true))];

    private static string NameOf(Place place, bool oneOfMany, Localizer words)
    {
        var country = words.Country(place.Country);
        return oneOfMany ? words["text.colon", country, words.City(place.Zone)] : country;
    }
}

/// <summary>Requires the <see cref="Place.Key"/> of an existing place.</summary>
internal sealed class KnownPlaceAttribute() : ValidationAttribute("first-start.place-needed")
{
    public override bool IsValid(object? value) => Places.Find(value as string) is not null;
}
