using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>The mails about becoming an ambassador, and about taking over.</summary>
public sealed class CandidateEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The purpose of the link token in the offer.</summary>
    public const string Link = "ambassador-asked";

    private static readonly Duration LinkLasts = Duration.FromDays(60);

    /// <summary>Asks someone to become an ambassador. They answer on the page it links to.</summary>
    public OutboxMessage Asked(RolloutSettings rollout, Candidate candidate, Person person, string by, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout,
            words,
            person.GivenName,
            words["candidate.mail-subject", rollout.PlatformName],
            words["candidate.mail-why", by],
            words.Count("candidate.mail-ask", candidate.Quota!.Value, by, rollout.PlatformName, words.Day(candidate.From!.Value), words.Day(candidate.Until!.Value)),
            words["candidate.mail-free"]) with
        {
            Facts = candidate.Why.Length > 0 ? [words["candidate.mail-because", by], candidate.Why] : [],
            Button = new EmailLink(words["candidate.mail-button"], site.To("/ambassadors/asked?me=" + Uri.EscapeDataString(links.Create(Link, person.Id, LinkLasts)))),
        };
        return OutboxMessage.ServiceMail($"ambassador-asked/{candidate.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "ambassador-asked", EmailBuilder.To(person), letter, now);
    }

    /// <summary>Tells an applicant, with thanks, that there are enough ambassadors for now.</summary>
    public OutboxMessage TurnedDown(RolloutSettings rollout, Candidate candidate, Person person, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout, words, person.GivenName, words["candidate.turned-down-subject", rollout.PlatformName], words["candidate.turned-down-why"],
            words["candidate.turned-down", rollout.PlatformName], words["candidate.turned-down-still"]);
        return OutboxMessage.ServiceMail($"ambassador-turned-down/{candidate.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "ambassador-turned-down", EmailBuilder.To(person), letter, now);
    }

    /// <summary>Tells an ambassador what a colleague who stepped down handed over to them.</summary>
    public OutboxMessage HandedOver(RolloutSettings rollout, Ambassador from, string name, Person to, int open, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(to));
        var letter = EmailBuilder.Write(
            rollout, words, to.GivenName, words["candidate.handed-subject", name], words["candidate.handed-why", name],
            words.Count("candidate.handed", open, name), words["candidate.handed-link", name, from.Code]) with
        {
            Button = new EmailLink(words["ambassadors.welcome-button"], site.To("/my/colleagues")),
        };
        return OutboxMessage.ServiceMail($"ambassador-handed/{from.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "ambassador-handed", EmailBuilder.To(to), letter, now);
    }
}
