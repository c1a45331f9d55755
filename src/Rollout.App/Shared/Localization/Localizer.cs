using System.Collections.Frozen;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace Rollout.App.Shared.Localization;

/// <summary>
/// All texts of the user interface by key, in the current language (pages) or a given one (<see cref="In"/>, for mails). They are in Resources/*.resx, one set
/// per module; a test fails when a key is missing in a language.
/// </summary>
public sealed partial class Localizer
{
    private static readonly FrozenDictionary<string, CultureInfo> Cultures = new Dictionary<string, CultureInfo>
    {
        ["en"] = CultureInfo.GetCultureInfo("en-GB"),
        ["nl"] = CultureInfo.GetCultureInfo("nl-NL"),
        ["fr"] = CultureInfo.GetCultureInfo("fr-FR"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Texts =
        Cultures.Keys.ToFrozenDictionary(language => language, Load);

    private static readonly FrozenDictionary<string, Localizer> Fixed = Cultures.Keys.ToFrozenDictionary(l => l, l => new Localizer(l));

    private readonly string? _language;

    /// <summary>The languages there are texts in.</summary>
    internal static IEnumerable<string> Languages => Cultures.Keys;

    /// <summary>The texts in the language of the current request or circuit.</summary>
    public Localizer()
    {
    }

    private Localizer(string language) => _language = language;

    /// <summary>en, nl or fr.</summary>
    public string Language => _language ?? Known(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>The culture for dates and numbers.</summary>
    public CultureInfo Culture => Cultures[Language];

    /// <summary>The text of <paramref name="key"/>, with <paramref name="words"/> in its placeholders.</summary>
    public string this[string key, params object?[] words]
    {
        get
        {
            // A missing key is shown rather than thrown, because one odd word beats an error page. A test keeps it from happening.
            var text = Texts[Language].GetValueOrDefault(key) ?? key;
            return words.Length == 0 ? text : string.Format(Culture, text, words);
        }
    }

    /// <summary>The texts in a given language; English for an unknown one.</summary>
    public static Localizer In(string? language) => Fixed[Known(language)];

    /// <summary>
    /// The text for a number: <c>key.one</c> where the language uses the singular (in French also for 0, unless the text contains "un"), otherwise <c>key</c>.
    /// Placeholder 0 is the number.
    /// </summary>
    public string Count(string key, int number, params object?[] words)
    {
        var singular = number == 1 || (number == 0 && Language == "fr" && this[key + ".one"].Contains("{0", StringComparison.Ordinal));
        return this[singular ? key + ".one" : key, [number, .. words]];
    }

    /// <summary>Whether there is a text for <paramref name="key"/> in this language.</summary>
    public bool Has(string key) => Texts[Language].ContainsKey(key);

    /// <summary>All keys of a language, for the test that compares them.</summary>
    internal static IReadOnlyDictionary<string, string> AllIn(string language) => Texts[language];

    internal static string Known(string? language) => language is not null && Cultures.ContainsKey(language) ? language : "en";

    private static FrozenDictionary<string, string> Load(string language)
    {
        var culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        var assembly = Assembly.GetExecutingAssembly();
        var texts = new Dictionary<string, string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Resources.", StringComparison.Ordinal)))
        {
            var resources = new ResourceManager(name[..^".resources".Length], assembly);
            foreach (DictionaryEntry entry in resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!)
            {
                var text = (string)entry.Value!;
                texts.Add((string)entry.Key, language == "fr" ? FrenchSpace().Replace(text, "\u00a0") : text);
            }
        }

        return texts.ToFrozenDictionary();
    }

    /// <summary>The places where French requires a no-break space: the resource files have plain spaces there.</summary>
    [GeneratedRegex(@"(?<=«) | (?=[:;?!»%])|(?<=\d) (?=\d{3}\b)")]
    private static partial Regex FrenchSpace();
}
