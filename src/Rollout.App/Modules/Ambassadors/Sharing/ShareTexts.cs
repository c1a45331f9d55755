using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Sharing;

/// <summary>Finds the share text per language of the rollout: the ambassador's own, otherwise the default.</summary>
public sealed class FindShareTexts(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout)
{
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var mine = actor.Ambassador ?? throw new UnauthorizedAccessException();
        var theRollout = await rollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var own = await db.ShareTexts.Where(t => t.Ambassador == mine).ToDictionaryAsync(t => t.Language, t => t.Words, ct);
        var givenName = await db.People.Where(p => p.Id == actor.Id).Select(p => p.GivenName).SingleAsync(ct);
        return theRollout.Languages.ToDictionary(l => l, l => own.GetValueOrDefault(l) ?? Localizer.In(l)["share.ready", theRollout.PlatformName, givenName]);
    }
}

/// <summary>Stores an ambassador's own share texts; an empty one resets to the default.</summary>
public sealed class WriteShareTexts(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="ShareTextRules"/> rule is broken.</exception>
    public async Task RunAsync(IReadOnlyDictionary<string, string?> texts, CancellationToken ct = default)
    {
        var mine = (await me.GetAsync(ct)).Ambassador ?? throw new UnauthorizedAccessException();
        var languages = (await rollout.GetAsync(ct)).Languages;
        var written = languages
            .Where(l => !string.IsNullOrWhiteSpace(texts.GetValueOrDefault(l)))
            .Select(l => ShareText.Write(mine, l, texts[l]!.ReplaceLineEndings("\n")))
            .ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"share-texts/{mine}", ct);
        await db.ShareTexts.Where(t => t.Ambassador == mine).ExecuteDeleteAsync(ct);
        db.ShareTexts.AddRange(written);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
