using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Community;

/// <summary>The lead asks an ambassador for their story. Nobody is asked twice.</summary>
public sealed class RequestSpotlight(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, CommunityEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SpotlightRules"/> rule is broken.</exception>
    public async Task RunAsync(AmbassadorId id, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var person = await db.People.SingleAsync(p => p.Active && db.Ambassadors.Any(a => a.Id == id && a.Person == p.Id && a.SteppedDownAt == null), ct);
        await db.LockPersonAsync(person.Id, ct);
        SpotlightRules.AskedOnce.Ensure(!await db.Spotlights.AnyAsync(s => s.Person == person.Id, ct));
        db.Spotlights.Add(Spotlight.Ask(person.Id, lead.Id, now));
        db.Outbox.Add(letters.StoryAsked(await rollout.GetAsync(ct), person, lead.Name, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>An ambassador publishes their story, or takes it back.</summary>
public sealed class WriteSpotlightStory(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, Localizer words, IClock clock)
{
    /// <summary>The key of the text by which the page asks for consent.</summary>
    public const string ConsentText = "story.consent";

    /// <summary>Publishes it, with consent to the words on the page.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SpotlightRules"/> rule is broken.</exception>
    public Task GiveAsync(string story, CancellationToken ct = default) => ChangeAsync(
        async (db, mine, now) =>
        {
            mine.Give(story, now);
            await db.GiveConsentAsync(mine.Person, ConsentPurpose.Story, words[ConsentText], words.Language, now, ct);
        }, ct);

    public Task TakeBackAsync(CancellationToken ct = default) => ChangeAsync(
        (db, mine, now) =>
        {
            mine.TakeBack(now);
            return db.WithdrawConsentAsync(mine.Person, ConsentPurpose.Story, now, ct);
        }, ct);

    private async Task ChangeAsync(Func<RolloutDb, Spotlight, Instant, Task> change, CancellationToken ct)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsVerified)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(actor.Id, ct);
        await change(db, await db.Spotlights.SingleAsync(s => s.Person == actor.Id, ct), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>A published story.</summary>
public sealed record PublishedStory(string Name, string Branch, string Story);

/// <summary>The current user's own story and its state.</summary>
public sealed record MyStory(SpotlightState State, string Story);

/// <summary>Finds the latest story, by someone who still works here.</summary>
public sealed class FindStory(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<PublishedStory?> ShownAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from s in db.Spotlights
            join p in db.People on s.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where s.State == SpotlightState.Given && p.Active
            orderby s.At descending
            select new PublishedStory(p.Name, b.Name, s.Story)).FirstOrDefaultAsync(ct);
    }

    /// <summary>Null when the user was not asked for one.</summary>
    public async Task<MyStory?> MineAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return actor.IsVerified ? await db.Spotlights.Where(s => s.Person == actor.Id).Select(s => new MyStory(s.State, s.Story)).SingleOrDefaultAsync(ct) : null;
    }

    /// <summary>Whether an ambassador was asked, for the lead's page; null when not.</summary>
    public async Task<SpotlightState?> StateOfAsync(AmbassadorId id, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Spotlights.Where(s => db.Ambassadors.Any(a => a.Id == id && a.Person == s.Person)).Select(s => (SpotlightState?)s.State).SingleOrDefaultAsync(ct);
    }
}
