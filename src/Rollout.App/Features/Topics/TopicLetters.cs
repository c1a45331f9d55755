using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Mails;
using Rollout.App.Features.Outbox;
using Rollout.App.Data;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Rollout.App.Features.Topics;

/// <summary>The mails to key users: the invitation to a dry-run, and what became of what they found.</summary>
public sealed class TopicLetters(Site site, SignedLinks links)
{
    /// <summary>What an invitation to a dry-run is about: it is looked at again when it is sent.</summary>
    public const string DryRunInvitation = "dry-run-invitation";

    // Long enough to come back to what one found.
    private static readonly Duration FindingsLast = Duration.FromDays(90);

    /// <summary>Invites a key user, with a link that signs them up without signing in.</summary>
    public OutboxMessage Invitation(TheRollout rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["dry-run-mail.subject", facts.Title, T.ShortMoment(facts.Starts)], T["dry-run-mail.why"],
            T["dry-run-mail.ask", facts.Title], T["dry-run-mail.then"]) with
        {
            Facts = [.. new[] { facts.Title, T.When(facts), T.WhenThere(facts, who.Zone, who.BranchName), T.Where(facts), T["infosession.by-in", facts.FacilitatorName, T.LanguageName(facts.Language)] }.OfType<string>()],
            Button = new LetterLink(T["dry-run-mail.sign-up"], site.To($"/infosessions/{facts.Id.Value}/sign-up{RegistrationKeys.Query(RegistrationKeys.For(links, facts, who.Id, now))}")),
        };
        return OutboxMessage.ServiceMail(
            $"{DryRunInvitation}:{facts.Id.Value:N}:{who.Id.Value:N}:{now.ToUnixTimeMilliseconds()}", DryRunInvitation, who.Recipient, letter, now, uselessFrom: facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>What became of what a key user found.</summary>
    public OutboxMessage Settled(TheRollout rollout, Finding finding, string topic, Registrant who, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var state = finding.State.ToString().ToLowerInvariant();
        var key = RegistrationKeys.Query(links.For(RegistrationKeys.Purpose(finding.DryRun), who.Id, FindingsLast));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["finding-mail.subject", topic], T["finding-mail.why", topic], T[$"finding-mail.{state}"]) with
        {
            Facts = [.. new[] { T.FindingStateName(finding.State), finding.Text, finding.Answer }.Where(line => line.Length > 0)],
            Button = new LetterLink(T["finding-mail.see"], site.To($"/infosessions/{finding.DryRun.Value}/findings{key}")),
        };
        return OutboxMessage.ServiceMail($"finding-settled:{finding.Id.Value:N}:{state}", "finding-settled", who.Recipient, letter, now, concerning: finding.Id.Value);
    }
}

/// <summary>Nobody is invited to a dry-run that was called off meanwhile, or whose invitation was taken back.</summary>
internal sealed class DryRunStillOn : IStillWanted
{
    /// <summary>Why an invitation was stopped.</summary>
    public const string CalledOff = "called-off";

    public bool Knows(string about) => about == TopicLetters.DryRunInvitation;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> LostAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var asked = messages.Select(m => new InfosessionId(m.Concerning ?? default)).Distinct().ToList();
        var wanted = await (
            from k in db.KeyUsers
            where asked.Contains(k.DryRun)
            join s in db.Infosessions on k.DryRun equals s.Id
            where s.State == InfosessionState.Published && s.StartsAt > now
            select new { DryRun = s.Id.Value, k.Person }).ToListAsync(ct);
        var still = wanted.Select(w => (w.DryRun, (PersonId?)w.Person)).ToHashSet();
        return messages.Where(m => !still.Contains((m.Concerning ?? default, m.Person))).ToDictionary(m => m.Id, _ => CalledOff);
    }
}
