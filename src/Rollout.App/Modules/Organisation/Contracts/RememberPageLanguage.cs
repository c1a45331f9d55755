using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>
/// Stores the language of the page on which someone has just identified themselves. Mails to people who never chose a language are in this one, so
/// that a person who signs up on a French page is confirmed and reminded in French.
/// </summary>
public sealed class RememberPageLanguage(IDbContextFactory<RolloutDb> dbs, Localizer page) : IAfterSignIn
{
    public async Task RunAsync(PersonId person, CancellationToken ct = default)
    {
        var language = page.Language;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.People.Where(p => p.Id == person && p.PageLanguage != language).ExecuteUpdateAsync(p => p.SetProperty(x => x.PageLanguage, language), ct);
    }
}
