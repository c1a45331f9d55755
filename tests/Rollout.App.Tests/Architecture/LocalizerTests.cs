using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Architecture;

/// <summary>Every text exists in every language, is used, and gets the values for its placeholders.</summary>
public sealed partial class LocalizerTests
{
    private static readonly string[] Languages = ["en", "nl", "fr"];
    // Texts written before the code that uses them.
    private static readonly string[] Coming = ["mail.stop"];

    private static readonly IReadOnlyDictionary<string, string> English = Localizer.AllIn("en");
    private static readonly IReadOnlyList<Source> App = [.. Sources.Under("src/Rollout.App", ".cs", ".razor"), .. Sources.Under("src/Rollout.Notifications", ".cs", ".razor")];

    private static readonly IReadOnlyDictionary<string, Rule> Rules =
        (from assembly in (Assembly[])[typeof(RolloutSettings).Assembly, typeof(OutboxMessage).Assembly, typeof(Localizer).Assembly]
         from type in assembly.GetTypes()
         from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
         where field.FieldType == typeof(Rule)
         select (Name: $"{type.Name}.{field.Name}", Rule: (Rule)field.GetValue(null)!)).ToDictionary(r => r.Name, r => r.Rule);

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    public void What_is_said_in_English_is_said_in_each_language(string language)
    {
        var theirs = Localizer.AllIn(language);

        Found.Nothing(English.Keys.Except(theirs.Keys).Select(key => $"{key} has no words in {language}"));
        Found.Nothing(theirs.Keys.Except(English.Keys).Select(key => $"{key} has words in {language} only"));
    }

    [Fact]
    public void A_sentence_mentions_the_same_things_in_each_language() =>
        Found.Nothing(
            from key in English.Keys
            let mentioned = Languages.Select(l => (Language: l, Places: string.Join(' ', Places(Localizer.AllIn(l).GetValueOrDefault(key, ""))))).ToList()
            // "One colleague" may omit the number where the language expresses it in the word.
            where !key.EndsWith(".one", StringComparison.Ordinal) && mentioned.Select(m => m.Places).Distinct().Count() > 1
            select $"{key}: {string.Join(", ", mentioned)}");

    [Fact]
    public void Every_sentence_can_be_filled_in() =>
        Found.Nothing(
            from language in Languages
            from pair in Localizer.AllIn(language)
            where Record.Exception(() => string.Format(CultureInfo.InvariantCulture, pair.Value, Enumerable.Range(0, 20).Cast<object>().ToArray())) is not null
            select $"{pair.Key} ({language}): {pair.Value}");

    [Fact]
    public void No_sentence_shouts_or_begs() =>
        Found.Nothing(
            from language in Languages
            from pair in Localizer.AllIn(language)
            where Begging().IsMatch(pair.Value)
            select $"{pair.Key} ({language}): {pair.Value}");

    [Fact]
    public void No_two_rules_have_the_same_code() =>
        Found.Nothing(Rules.GroupBy(r => r.Value.Code).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(r => r.Key))}"));

    [Fact]
    public void Every_rule_has_words()
    {
        Assert.NotEmpty(Rules);
        Found.Nothing(
            from rule in Rules
            from language in Languages
            where !Localizer.AllIn(language).ContainsKey("rule." + rule.Value.Code)
            select $"{rule.Key} has no words in {language}: rule.{rule.Value.Code}");
    }

    [Fact]
    public void No_words_are_left_of_a_rule_that_is_gone() =>
        Found.Nothing(English.Keys.Where(key => key.StartsWith("rule.", StringComparison.Ordinal)).Except(Rules.Values.Select(r => "rule." + r.Code)));

    [Fact]
    public void A_refusal_brings_the_words_its_sentence_mentions() =>
        Found.Nothing(
            from source in Sources.Under("src", ".cs", ".razor")
            from Match asked in Refusal().Matches(source.Text)
            let rule = Rules.GetValueOrDefault(asked.Groups["rule"].Value)
            where rule is not null && English.ContainsKey("rule." + rule.Code)
            let given = source.ArgumentsFrom(asked.Index + asked.Length)
            let wanted = Wanted("rule." + rule.Code)
            where given < wanted
            select $"{source.At(asked.Index)}: rule.{rule.Code} mentions {wanted} things and gets {given}");

    [Fact]
    public void Every_key_that_is_asked_for_has_words() =>
        Found.Nothing(
            from asked in Asked()
            where !English.ContainsKey(asked.Key)
            select $"{asked.Where}: {asked.Key} has no words");

    [Fact]
    public void What_is_counted_has_a_singular() =>
        Found.Nothing(
            from asked in Asked()
            where asked.How == "Count" && !English.ContainsKey(asked.Key + ".one")
            select $"{asked.Where}: {asked.Key}.one has no words");

    [Fact]
    public void A_sentence_gets_the_words_it_mentions() =>
        Found.Nothing(
            from asked in Asked()
            where English.ContainsKey(asked.Key) && asked.Given is not null && asked.Given < Wanted(asked.Key)
            select $"{asked.Where}: {asked.Key} mentions {Wanted(asked.Key)} things and gets {asked.Given}");

    [Fact]
    public void No_words_are_left_that_nobody_asks_for()
    {
        var literals = App.Concat(Sources.Under("src/Rollout.Domain", ".cs")).SelectMany(s => Literal().Matches(s.Text)).Select(m => m.Groups[1].Value).ToHashSet();
        var beginnings = App.SelectMany(s => Beginning().Matches(s.Text)).Select(m => m.Groups["start"].Value).ToHashSet();

        Found.Nothing(English.Keys.Except(Coming).Where(key => !key.StartsWith("rule.", StringComparison.Ordinal) && !IsUsed(key)));

        bool IsUsed(string key) =>
            literals.Contains(key)
            || beginnings.Any(b => key.StartsWith(b, StringComparison.Ordinal))
            || (key.EndsWith(".one", StringComparison.Ordinal) && literals.Contains(key[..^4]));
    }

    /// <summary>All places where the source asks for a text by a literal key.</summary>
    private static IEnumerable<(string Where, string Key, string How, int? Given)> Asked() =>
        from source in App
        from Match asked in Asking().Matches(source.Text)
        let how = asked.Groups["how"].Value
        let given = how switch
        {
            "ErrorMessage = " => 0,
            "Has(" => null,
            _ => source.ArgumentsFrom(asked.Index + asked.Length),
        }
        select (source.At(asked.Index), asked.Groups["key"].Value, how.TrimEnd('('), given);

    private static int Wanted(string key) => Places(English[key]).Select(p => p + 1).DefaultIfEmpty(0).Max();

    private static IEnumerable<int> Places(string text) =>
        Place().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"!|\bplease\b|\balsjeblieft\b|\balstublieft\b|\bgelieve\b|s[’']il (?:vous|te) pla[iî]t|\bveuillez\b", RegexOptions.IgnoreCase)]
    private static partial Regex Begging();

    [GeneratedRegex(@"(?:\b(?<rule>\w+Rules\.\w+)\.Ensure\(\s*)|(?:new BrokenRuleException\((?<rule>\w+Rules\.\w+))")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"(?:(?<!Assets)(?<how>\[)|(?:\.(?<how>Count\()|\.(?<how>Has\()|(?<how>ErrorMessage = )))""(?<key>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)""(?!\s*\+)")]
    private static partial Regex Asking();

    [GeneratedRegex(@"""([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"""(?<start>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z0-9-]*)""\s*\+|\$""(?<start>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z0-9-]*)\{")]
    private static partial Regex Beginning();
}
