using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>The lead settles a finding: accepted, changed (saying what) or refused (saying why). The key user who gave it is notified.</summary>
public sealed class SettleFinding(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, CurrentUserAccessor me, TopicEmails letters, IClock clock)
{
    /// <param name="becomes">Accepted, changed or refused.</param>
    /// <param name="words">What was changed, why it is refused, or a note on accepting it.</param>
    /// <param name="version">The version shown on the form.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone else settled it meanwhile.</exception>
    public async Task RunAsync(FindingId id, FindingState becomes, string words, int version, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure(actor.IsLead);
        var rollout = await rollouts.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var finding = await db.Findings.SingleAsync(f => f.Id == id, ct);
        db.Entry(finding).Property(f => f.Version).OriginalValue = version;
        Settle(finding, becomes, words, actor.Id, now);

        var title = await db.Topics.Where(t => t.Id == finding.Topic).Select(t => new TopicTitle(t.Title, t.Language, t.Translations)).SingleAsync(ct);
        if (await db.People.Where(p => p.Id == finding.Person).Registrants(db).SingleOrDefaultAsync(ct) is { Email: not null } who)
        {
            db.Outbox.Add(letters.Settled(rollout, finding, title, who, now));
        }

        await db.SaveChangesAsync(ct);
    }

    private static void Settle(Finding finding, FindingState becomes, string words, Domain.People.PersonId by, Instant now)
    {
        switch (becomes)
        {
            case FindingState.Accepted:
                finding.Accept(words, by, now);
                break;
            case FindingState.Changed:
                finding.Change(words, by, now);
                break;
            default:
                finding.Refuse(words, by, now);
                break;
        }
    }
}
