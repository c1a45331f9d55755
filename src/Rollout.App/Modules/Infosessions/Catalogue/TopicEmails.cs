using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Shared.Outbox;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The mails to key users: the invitation to a dry-run, and the outcome of their findings.</summary>
public sealed class TopicEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The message type of a dry-run invitation, used to check again before sending.</summary>
    public const string DryRunInvitation = "dry-run-invitation";

    // Long enough to come back to one's findings.
    private static readonly Duration FindingsLast = Duration.FromDays(90);

    /// <summary>Invites a key user, with a link that signs them up without signing in.</summary>
    public OutboxMessage Invitation(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Instant now, Instant? leaves = null)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["dry-run-mail.subject", facts.Title, L.ShortMoment(facts.Starts)], L["dry-run-mail.why"],
            L["dry-run-mail.ask", facts.Title], L["dry-run-mail.then"]) with
        {
            Facts = [.. new[] { facts.Title.In(L.Language), L.When(facts), L.WhenThere(facts, who.Zone, who.BranchName), L.Where(facts), L["infosession.by-in", facts.FacilitatorName, L.LanguageName(facts.Language)] }.OfType<string>()],
            Button = new EmailLink(L["dry-run-mail.sign-up"], site.To($"/infosessions/{facts.Id.Value}/sign-up{RegistrationKeys.Query(RegistrationKeys.Create(links, facts, who.Id, now))}")),
        };
        return OutboxMessage.ServiceMail(
            $"{DryRunInvitation}:{facts.Id.Value:N}:{who.Id.Value:N}:{now.ToUnixTimeMilliseconds()}", DryRunInvitation, who.Recipient, letter, now, leaves, uselessFrom: facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>Tells a key user the outcome of their finding.</summary>
    public OutboxMessage Settled(RolloutSettings rollout, Finding finding, TopicTitle topic, Registrant who, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var state = finding.State.ToString().ToLowerInvariant();
        var key = RegistrationKeys.Query(links.Create(RegistrationKeys.Purpose(finding.DryRun), who.Id, FindingsLast));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["finding-mail.subject", topic], L["finding-mail.why", topic], L[$"finding-mail.{state}"]) with
        {
            Facts = [.. new[] { L.FindingStateName(finding.State), finding.Text, finding.Answer }.Where(line => line.Length > 0)],
            Button = new EmailLink(L["finding-mail.see"], site.To($"/infosessions/{finding.DryRun.Value}/findings{key}")),
        };
        return OutboxMessage.ServiceMail($"finding-settled:{finding.Id.Value:N}:{state}", "finding-settled", who.Recipient, letter, now, concerning: finding.Id.Value);
    }
}

/// <summary>Suppresses invitations to a dry-run that was cancelled meanwhile, or that were withdrawn.</summary>
internal sealed class DryRunGuard : ISendGuard
{
    /// <summary>The reason for suppressing an invitation.</summary>
    public const string CalledOff = "called-off";

    public bool Knows(string about) => about == TopicEmails.DryRunInvitation;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var asked = messages.Select(m => new InfosessionId(m.SubjectId ?? default)).Distinct().ToList();
        var wanted = await (
            from k in db.KeyUsers
            where asked.Contains(k.DryRun)
            join s in db.Infosessions on k.DryRun equals s.Id
            where s.State == InfosessionState.Published && s.StartsAt > now
            select new { DryRun = s.Id.Value, k.Person }).ToListAsync(ct);
        var still = wanted.Select(w => (w.DryRun, (PersonId?)w.Person)).ToHashSet();
        return messages.Where(m => !still.Contains((m.SubjectId ?? default, m.Person))).ToDictionary(m => m.Id, _ => CalledOff);
    }
}
