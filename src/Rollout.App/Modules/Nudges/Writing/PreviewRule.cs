using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Writing;

/// <summary>A message as one person would get it.</summary>
/// <param name="Name">Whose it would be.</param>
public sealed record RulePreview(string Name, MessageChannel Channel, EmailContent Mail);

/// <summary>
/// Shows a rule's message as real people would get it. Where the rule looks at what people do on the platform they are taken from everyone it is about, whatever they did:
/// whose message is shown says nothing about them.
/// </summary>
internal sealed class PreviewRule(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, NudgeEmails emails, NudgeRuleText text, IClock clock)
{
    // One in each language is found among so many, and the page stays quick.
    private const int LookedAt = 200;

    public async Task<IReadOnlyList<RulePreview>> RunAsync(NudgeRule rule, int most, CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsReader();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var matcher = new NudgeMatcher(rule, rule.Current, 0);
        var some = await NudgeReach.People(db, now).Where(p => matcher.Content.Audience.Branches.Count == 0 || matcher.Content.Audience.Branches.Contains(p.Branch))
            .OrderBy(p => p.SortName).Take(LookedAt).Select(p => p.Id).ToListAsync(ct);
        var reading = await ReadNudges.RunAsync(db, [matcher], now, some, openOnly: false, ct, evenUnknown: matcher.Content.UsesActivity);
        var found = reading.People.Where(p => matcher.ChannelFor(p) is not null).Where(p => matcher.Content.UsesActivity ? matcher.IsAudience(p, reading.Branches[p.Branch].WeeksLive) : matcher.IsFor(p, reading.Branches[p.Branch].WeeksLive));
        var chosen = found.GroupBy(p => p.Language).SelectMany(g => g.Select((p, i) => (p.Id, Channel: matcher.ChannelFor(p, HalfOf(i))!.Value, Place: i))).OrderBy(p => p.Place).Take(most).Select(p => (p.Id, p.Channel)).ToList();
        return await WriteAsync(db, reading, matcher, chosen, ct);
    }

    /// <summary>Queues the message for the lead alone, in their own language.</summary>
    public async Task SendToMeAsync(NudgeRule rule, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsLead();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, matcher) = (clock.GetCurrentInstant(), new NudgeMatcher(rule, rule.Current, 0));
        var reading = await ReadNudges.RunAsync(db, [matcher], now, [], openOnly: false, ct, evenUnknown: true);
        if ((await WriteAsync(db, reading, matcher, [(lead.Id, MessageChannel.Mail)], ct)).FirstOrDefault() is { } mine && lead.Email is { } address)
        {
            db.Outbox.Add(OutboxMessage.ServiceMail(
                $"nudge-trial:{rule.Id.Value:N}:{lead.Id.Value:N}:{now.ToUnixTimeMilliseconds()}", "nudge-trial", EmailBuilder.To(lead.Id, address, lead.Name), mine.Mail, now, urgent: true));
            await db.SaveChangesAsync(ct);
        }
    }

    // Both halves of a comparison are seen.
    private static NudgeHalf HalfOf(int place) => place % 2 == 0 ? NudgeHalf.First : NudgeHalf.Second;

    private async Task<List<RulePreview>> WriteAsync(RolloutDb db, NudgeReading reading, NudgeMatcher rule, IReadOnlyList<(PersonId Id, MessageChannel Channel)> people, CancellationToken ct)
    {
        var recipients = await RunMessages.RecipientsAsync(db, [.. people.Select(p => p.Id)], ct);
        return [.. people.Where(p => recipients.ContainsKey(p.Id)).Select((p, i) =>
        {
            var (id, channel) = p;
            var (to, ambassador) = recipients[id];
            var nudge = new PlannedNudge(rule.Rule.About, id, "", Instant.MinValue, Instant.MaxValue);
            var draft = new NudgeDraft(nudge, to, words => text.Write(words, reading.Rollout, rule.Content, to, ambassador, new NudgeRunId(Guid.Empty), channel, half: HalfOf(i)));
            return new RulePreview(to.Name, channel, emails.EmailContent(reading.Rollout, draft, OutboxMessageId.New()));
        })];
    }
}
