using System.Globalization;
using System.Text.Json;

namespace Rollout.Domain.Infosessions;

/// <summary>A topic's title, summary and text in one more language.</summary>
public sealed record TopicTranslation(string Title, string Summary, string Text);

/// <summary>A topic in the languages it was translated into, beside the one it was written in.</summary>
public sealed record TopicTranslations
{
    /// <summary>Written in one language only.</summary>
    public static readonly TopicTranslations None = new("");

    private TopicTranslations(string serialized) => Serialized = serialized;

    /// <summary>The stored form: JSON by language; empty when there is none.</summary>
    public string Serialized { get; }

    /// <summary>Keeps the languages in which anything is filled in.</summary>
    public static TopicTranslations Of(IEnumerable<(string Language, string? Title, string? Summary, string? Text)> typed)
    {
        var kept = typed
            .Select(t => (t.Language, Words: new TopicTranslation((t.Title ?? "").Trim(), (t.Summary ?? "").Trim(), (t.Text ?? "").Trim().ReplaceLineEndings("\n"))))
            .Where(t => t.Words.Title.Length + t.Words.Summary.Length + t.Words.Text.Length > 0)
            .OrderBy(t => t.Language, StringComparer.Ordinal)
            .ToDictionary(t => t.Language, t => t.Words);
        return kept.Count == 0 ? None : new(JsonSerializer.Serialize(kept));
    }

    public static TopicTranslations Parse(string serialized) => new(serialized);

    /// <summary>The words in a language; null where there are none.</summary>
    public TopicTranslation? In(string language) =>
        Serialized.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, TopicTranslation>>(Serialized)!.GetValueOrDefault(language);

    /// <summary>What a rule says of each.</summary>
    internal bool All(Func<TopicTranslation, bool> holds) => RolloutSettings.KnownLanguages.All(l => In(l) is not { } words || holds(words));
}

/// <summary>
/// Words of a topic, read in the reader's language where there are any in it, and otherwise as they were first written. Formatted with a culture, as texts with
/// placeholders are, they are in its language.
/// </summary>
/// <param name="First">In the language they were written in.</param>
/// <param name="Language">That language: en, nl or fr.</param>
public abstract record TopicWords(string First, string Language, TopicTranslations Translations) : IFormattable
{
    /// <summary>In a language, or else as first written.</summary>
    public string In(string language) => language != Language && Translations.In(language) is { } words && Pick(words) is { Length: > 0 } translated ? translated : First;

    /// <summary>The language that <see cref="In"/> answers in.</summary>
    public string LanguageIn(string language) => language != Language && Translations.In(language) is { } words && Pick(words).Length > 0 ? language : Language;

    /// <summary>In the language of the current page.</summary>
    public sealed override string ToString() => In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    public string ToString(string? format, IFormatProvider? formatProvider) => In(((formatProvider as CultureInfo) ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName);

    protected abstract string Pick(TopicTranslation words);
}

/// <summary>What a topic is called.</summary>
public sealed record TopicTitle(string First, string Language, TopicTranslations Translations) : TopicWords(First, Language, Translations)
{
    /// <summary>Of no topic.</summary>
    public static readonly TopicTitle None = new("", "", TopicTranslations.None);

    protected override string Pick(TopicTranslation words) => words.Title;
}

/// <summary>What people take away from a topic, in a few sentences.</summary>
public sealed record TopicSummary(string First, string Language, TopicTranslations Translations) : TopicWords(First, Language, Translations)
{
    protected override string Pick(TopicTranslation words) => words.Summary;
}

/// <summary>The full content of a topic.</summary>
public sealed record TopicFullText(string First, string Language, TopicTranslations Translations) : TopicWords(First, Language, Translations)
{
    protected override string Pick(TopicTranslation words) => words.Text;
}
