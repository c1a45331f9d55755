using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>The mails about terms that end soon, and about one that never was.</summary>
public sealed class TermEmails(SiteUrl site)
{
    /// <summary>The maximum number of names in one mail; the rest are counted.</summary>
    private const int MostNames = 12;

    /// <summary>The mail to the ambassador.</summary>
    public OutboxMessage Ends(RolloutSettings rollout, Ambassador ambassador, Person person, int done, Instant now, Instant due, Instant closes)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout, words, person.GivenName, words["term.mail-subject", words.Day(ambassador.Until)], words["term.mail-why", words.Day(ambassador.Until)],
            words.Count("term.mail-so-far", done, ambassador.Quota, rollout.PlatformName), words["term.mail-after"]) with
        {
            Button = new EmailLink(words["ambassadors.welcome-button"], site.To("/my/colleagues")),
        };
        return OutboxMessage.ServiceMail(
            $"ambassador-ends/{ambassador.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "ambassador-ends", EmailBuilder.To(person), letter, now, due, closes);
    }

    /// <summary>Tells someone who was welcomed that it was a mistake.</summary>
    public OutboxMessage TakenBack(RolloutSettings rollout, Ambassador ambassador, Person person, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout, words, person.GivenName, words["term.taken-back-subject", rollout.PlatformName], words["term.taken-back-why"],
            words["term.taken-back", rollout.PlatformName], words["term.taken-back-link", ambassador.Code]);
        return OutboxMessage.ServiceMail($"ambassador-taken-back/{ambassador.Id.Value:N}", "ambassador-taken-back", EmailBuilder.To(person), letter, now);
    }

    /// <summary>The mail to a lead, about all of them.</summary>
    public OutboxMessage TheyEnd(RolloutSettings rollout, IReadOnlyList<EndingTerm> terms, Person lead, Instant now, Instant due)
    {
        var words = Localizer.In(rollout.LanguageOf(lead));
        var letter = EmailBuilder.Write(
            rollout, words, lead.GivenName, words.Count("terms.mail-subject", terms.Count), words["terms.mail-why"], words.Count("terms.mail-what", terms.Count)) with
        {
            Facts =
            [
                .. terms.Take(MostNames).Select(t => words["terms.mail-row", words.Day(t.Until), t.Name, t.Branch, t.Done, t.Quota]),
                .. terms.Count > MostNames ? [words.Count("terms.mail-more", terms.Count - MostNames)] : Array.Empty<string>(),
            ],
            Button = new EmailLink(words["terms.mail-button"], site.To("/ambassadors")),
        };
        return OutboxMessage.ServiceMail($"ambassadors-end/{lead.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "ambassadors-end", EmailBuilder.To(lead), letter, now, due);
    }
}
