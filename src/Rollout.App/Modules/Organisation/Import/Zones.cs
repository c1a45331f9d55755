using NodaTime.TimeZones;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Countries and time zones as written in branch files.</summary>
internal static class Zones
{
    private static readonly TzdbDateTimeZoneSource Tzdb = TzdbDateTimeZoneSource.Default;

    private static readonly Dictionary<string, string> Ids =
        Tzdb.GetIds().ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly ILookup<string, string> ByCountry = Tzdb.ZoneLocations!
        .ToLookup(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal);

    // Country names in three languages for the countries where our customers have branches; others are written as two letters.
    private static readonly Dictionary<string, string> Countries = Named(
        ("BE", "belgië,belgie,belgique,belgium"),
        ("NL", "nederland,pays-bas,netherlands,the netherlands"),
        ("LU", "luxemburg,luxembourg"),
        ("FR", "frankrijk,france"),
        ("DE", "duitsland,allemagne,germany"),
        ("GB", "verenigd koninkrijk,royaume-uni,united kingdom,uk"),
        ("ES", "spanje,espagne,spain"),
        ("PL", "polen,pologne,poland"));

    /// <summary>The two-letter ISO 3166-1 code, or null when it is not a country.</summary>
    public static string? Country(string text)
    {
        var letters = text.ToUpperInvariant();
        return ByCountry.Contains(letters) ? letters : Countries.GetValueOrDefault(text.ToLowerInvariant());
    }

    /// <summary>The tz database id, also for a Windows zone name; null when there is no such zone.</summary>
    public static string? Zone(string text) =>
        Ids.GetValueOrDefault(text.Replace(' ', '_')) ?? Tzdb.WindowsToTzdbIds.GetValueOrDefault(text);

    /// <summary>The time zone of a country that has only one, otherwise null.</summary>
    public static string? OnlyZoneOf(string country) => ByCountry[country].ToList() is [var only] ? only : null;

    private static Dictionary<string, string> Named(params (string Letters, string Names)[] countries) => countries
        .SelectMany(country => country.Names.Split(','), (country, name) => (name, country.Letters))
        .ToDictionary(pair => pair.name, pair => pair.Letters, StringComparer.Ordinal);
}
