using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors;

/// <summary>What "profile complete" means now.</summary>
/// <param name="Number">Counts up with each change.</param>
/// <param name="Texts">The words per language of the product.</param>
/// <param name="Counts">Which evidence counts.</param>
public sealed record DefinitionInForce(int Number, IReadOnlyDictionary<string, string> Texts, EvidenceThatCounts Counts)
{
    /// <summary>The words in a language.</summary>
    public string In(string language) => Texts[language];
}

/// <summary>Which definition of "profile complete" holds now; the product's own words until the lead gives others.</summary>
public sealed class FindProfileDefinition(IDbContextFactory<RolloutDb> dbs, CurrentRollout rollout)
{
    public async Task<DefinitionInForce> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var latest = await db.ProfileDefinitions.AsNoTracking().OrderByDescending(d => d.Number).FirstOrDefaultAsync(ct);
        var first = (await rollout.GetAsync(ct)).DefaultLanguage;
        return new DefinitionInForce(
            latest?.Number ?? ProfileDefinition.BuiltIn,
            Domain.TheRollout.KnownLanguages.ToDictionary(l => l, l => latest is null ? Words.In(l)["ambassadors.definition"] : TextOf(latest, l, first)),
            latest?.Counts ?? EvidenceThatCounts.BuiltIn);
    }

    // A language that was added to the rollout later has no words of the lead yet.
    private static string TextOf(ProfileDefinition definition, string language, string first) =>
        definition.In(language) is { Length: > 0 } own ? own
        : definition.In(first) is { Length: > 0 } other ? other
        : Domain.TheRollout.KnownLanguages.Select(definition.In).First(t => t.Length > 0);
}
