using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>Tells everyone in a branch that it is live: messages of the lead and the CEO, the film, and one thing to do today.</summary>
internal sealed class NewsEmail(RolloutSettings rollout, Instant now)
{
    private static readonly Duration Lasts = Duration.FromDays(3);

    public static string KeyOf(WaveId wave, PersonId person) => $"live:{wave}:{person}";

    /// <param name="language">The language the person chose, if they did; otherwise the branch's is used.</param>
    /// <param name="announcements">What the lead wrote, in any of the languages. Where nothing is written in the recipient's language, the default language's is used.</param>
    public OutboxMessage Write(WaveId wave, Branch branch, Recipient to, string givenName, string? language, IReadOnlyList<WaveAnnouncement> announcements) =>
        OutboxMessage.ServiceMail(KeyOf(wave, to.Person!.Value), "live", to, Content(branch.Name, givenName, EmailBuilder.LanguageOf(rollout, language, branch), announcements), now, uselessFrom: now + Lasts);

    /// <summary>What it says in a language.</summary>
    public EmailContent Content(string branch, string givenName, string language, IReadOnlyList<WaveAnnouncement> announcements)
    {
        var words = Localizer.In(language);
        var own = In(announcements, words.Language) ?? In(announcements, rollout.DefaultLanguage);
        return EmailBuilder.Write(
            rollout, words, givenName, words["launch.mail-news-subject", rollout.PlatformName], words["launch.mail-news-why", branch], [.. Paragraphs(words, branch, own)]) with
        {
            Facts = own is { Today.Length: > 0 } ? [words["launch.mail-news-today"], own.Today] : [],
            Button = EmailBuilder.ToPlatform(rollout, words),
            Link = own is { Film.Length: > 0 } ? new EmailLink(words["launch.mail-news-film"], new Uri(own.Film)) : null,
        };
    }

    private static WaveAnnouncement? In(IReadOnlyList<WaveAnnouncement> announcements, string language) =>
        announcements.FirstOrDefault(a => a.Language == language && !a.IsEmpty);

    private IEnumerable<string> Paragraphs(Localizer words, string branch, WaveAnnouncement? own)
    {
        yield return words[own is null ? "launch.mail-news-body" : "launch.mail-news-begin", rollout.PlatformName, branch];
        if (own is { FromLead.Length: > 0 })
        {
            yield return own.FromLead;
        }

        if (own is { FromCeo.Length: > 0 })
        {
            yield return own.CeoName.Length > 0 ? words["launch.mail-news-ceo", own.CeoName, own.FromCeo] : own.FromCeo;
        }
    }
}
