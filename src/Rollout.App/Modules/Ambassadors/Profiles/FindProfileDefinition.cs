using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>The definition of "profile complete" in force.</summary>
/// <param name="Number">Incremented by each change.</param>
/// <param name="Texts">The text per language.</param>
public sealed record CurrentDefinition(int Number, IReadOnlyDictionary<string, string> Texts, CountingEvidence Counts)
{
    /// <summary>The text in a language.</summary>
    public string In(string language) => Texts[language];
}

/// <summary>Finds the definition in force; the built-in text until the lead writes one.</summary>
public sealed class FindProfileDefinition(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollout)
{
    public async Task<CurrentDefinition> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var latest = await db.ProfileDefinitions.AsNoTracking().OrderByDescending(d => d.Number).FirstOrDefaultAsync(ct);
        var first = (await rollout.GetAsync(ct)).DefaultLanguage;
        return new CurrentDefinition(
            latest?.Number ?? ProfileDefinition.BuiltIn,
            Domain.RolloutSettings.KnownLanguages.ToDictionary(l => l, l => latest is null ? Localizer.In(l)["ambassadors.definition"] : TextOf(latest, l, first)),
            latest?.Counts ?? CountingEvidence.BuiltIn);
    }

    // A language added to the rollout later has no text yet.
    private static string TextOf(ProfileDefinition definition, string language, string first) =>
        definition.In(language) is { Length: > 0 } own ? own
        : definition.In(first) is { Length: > 0 } other ? other
        : Domain.RolloutSettings.KnownLanguages.Select(definition.In).First(t => t.Length > 0);
}
