using Microsoft.Extensions.Options;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>What foreseen text messages will cost.</summary>
/// <param name="Parts">How many they are billed as.</param>
public sealed record TextMessageBill(int Messages, int Parts, decimal Price);

/// <summary>
/// Foresees what text messages cost: for each rule, branch and language one is written as someone there would get it, and counts for all. Names of other lengths hardly ever
/// make another part.
/// </summary>
internal sealed class ForeseeTextMessages(NudgeRuleText text, NudgeEmails emails, TextMessageChannel channel, IOptions<TextMessageSettings> settings)
{
    /// <returns>Null where none is foreseen.</returns>
    public async Task<TextMessageBill?> RunAsync(RolloutDb db, NudgeReading reading, IEnumerable<ForeseenMessages> foreseen, CancellationToken ct)
    {
        var texts = foreseen.Where(m => m.Channel == MessageChannel.TextMessage).GroupBy(m => (m.Rule, m.Branch)).Select(g => (g.Key.Rule, g.Key.Branch, Count: g.Sum(m => m.Count))).ToList();
        if (texts.Count == 0)
        {
            return null;
        }

        var reached = reading.People.Where(p => (p.Channels & MessageChannel.TextMessage.Bit()) != 0).GroupBy(p => p.Branch).ToDictionary(g => g.Key, g => g.GroupBy(p => p.Language).Select(l => (l.First().Id, Count: l.Count())).ToList());
        var recipients = await RunMessages.RecipientsAsync(db, [.. reached.Values.SelectMany(g => g.Select(l => l.Id))], ct);
        var rules = reading.Rules.ToDictionary(r => r.Rule.Id);
        var parts = texts.Sum(t => t.Count * reached[t.Branch].Sum(l => (double)l.Count * Parts(reading, rules[t.Rule], recipients[l.Id])) / reached[t.Branch].Sum(l => l.Count));
        var billed = (int)Math.Ceiling(parts);
        return new TextMessageBill(texts.Sum(t => t.Count), billed, billed * settings.Value.Price);
    }

    private int Parts(NudgeReading reading, NudgeMatcher rule, (NudgeRecipient To, string? Ambassador) to)
    {
        var nudge = new PlannedNudge(rule.Rule.About, to.To.Id, "", default, default);
        var draft = new NudgeDraft(nudge, to.To, words => text.Write(words, reading.Rollout, rule.Content, to.To, to.Ambassador, new NudgeRunId(Guid.Empty), MessageChannel.TextMessage));
        return TextMessageSize.Of(channel.TextOf(emails.EmailContent(reading.Rollout, draft, OutboxMessageId.New()))).Parts;
    }
}
