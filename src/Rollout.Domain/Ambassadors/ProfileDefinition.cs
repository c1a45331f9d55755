using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// What "profile complete" means, in the lead's words, and which evidence counts. Each change is a new definition with the next number; a credit refers to the
/// number it was given under, so a change never takes one away.
/// </summary>
public sealed class ProfileDefinition
{
    /// <summary>The most characters a definition may have in one language.</summary>
    public const int TextLength = 600;

    /// <summary>The number of the built-in definition, used until the lead writes one.</summary>
    public const int BuiltIn = 1;

    private ProfileDefinition()
    {
    }

    /// <summary>Counts up from 2; 1 is the built-in definition.</summary>
    public int Number { get; private init; }

    public string English { get; private init; } = "";
    public string Dutch { get; private init; } = "";
    public string French { get; private init; } = "";
    public bool CountsConfirmations { get; private init; }
    public bool CountsImports { get; private init; }
    public bool CountsClaims { get; private init; }
    public bool CountsFacts { get; private init; }
    public PersonId By { get; private init; }
    public Instant At { get; private init; }

    /// <param name="after">The number of the definition it replaces.</param>
    /// <param name="texts">The text per language: en, nl, fr. May be empty for languages the rollout does not use.</param>
    /// <param name="counts">Which evidence counts from now on.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ProfileDefinitionRules"/> rule is broken.</exception>
    public static ProfileDefinition Next(
        int after, IReadOnlyDictionary<string, string> texts, CountingEvidence counts, IReadOnlyList<string> languages, PersonId by, Instant now)
    {
        ProfileDefinitionRules.SaysSomething.Ensure(
            languages.All(l => !string.IsNullOrWhiteSpace(texts.GetValueOrDefault(l))) && texts.Values.All(t => t.Trim().Length <= TextLength));
        ProfileDefinitionRules.CountsMoreThanClaims.Ensure(counts.Confirmations || counts.Imports);
        return new ProfileDefinition
        {
            Number = after + 1,
            English = texts.GetValueOrDefault("en", "").Trim(),
            Dutch = texts.GetValueOrDefault("nl", "").Trim(),
            French = texts.GetValueOrDefault("fr", "").Trim(),
            CountsConfirmations = counts.Confirmations,
            CountsImports = counts.Imports,
            CountsClaims = counts.Claims,
            CountsFacts = counts.Facts,
            By = by,
            At = now,
        };
    }

    /// <summary>Which evidence counts while this definition is in force.</summary>
    public CountingEvidence Counts => new(CountsConfirmations, CountsImports, CountsClaims, CountsFacts);

    /// <summary>The text in a language; empty when there is none.</summary>
    public string In(string language) => language switch
    {
        "nl" => Dutch,
        "fr" => French,
        _ => English,
    };
}
