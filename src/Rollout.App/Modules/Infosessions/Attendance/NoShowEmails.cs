using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>The mails to people who had a place and did not come. Attendees are thanked in the feedback request instead, so that nobody gets two mails.</summary>
public sealed class NoShowEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The message type, used to check again before sending.</summary>
    public const string Missed = "infosession-missed";

    // The mail offers dates, which may be gone after this.
    private static readonly Duration Fresh = Duration.FromDays(2);

    /// <summary>"Sorry we missed you", with the next dates.</summary>
    public OutboxMessage Sorry(RolloutSettings rollout, InfosessionFacts facts, Registrant who, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var key = RegistrationKeys.Query(links.Create(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30)));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.missed-subject", facts.Title], L["infosession-mail.missed-why"],
            L["infosession-mail.missed", facts.Title, L.When(facts), facts.FacilitatorName],
            next.Count == 0 ? L["infosession-mail.missed-none"] : L.Count("infosession-mail.missed-next", next.Count)) with
        {
            Choices = [.. next.Select(n => Choice(L, n, who, key))],
            Link = new EmailLink(L["infosession-mail.choose-another"], site.To($"/infosessions{key}")),
        };
        return OutboxMessage.ServiceMail(
            $"{Missed}:{facts.Id.Value:N}:{who.Id.Value:N}", Missed, who.Recipient, letter, now, uselessFrom: now + Fresh, concerning: facts.Id.Value);
    }

    private EmailChoice Choice(Localizer L, InfosessionFacts facts, Registrant who, string key)
    {
        string?[] lines = [L.WhenThere(facts, who.Zone, who.BranchName), L.Where(facts), L["infosession.by-in", facts.FacilitatorName, L.LanguageName(facts.Language)]];
        return new EmailChoice(L.When(facts), [.. lines.OfType<string>()], new EmailLink(L["infosession.sign-up"], site.To($"/infosessions/{facts.Id.Value}/sign-up{key}")));
    }
}
