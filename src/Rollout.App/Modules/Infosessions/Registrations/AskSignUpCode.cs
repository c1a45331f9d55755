using Rollout.App.Identity;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Mails the code with which someone who is not signed in signs up for one infosession. It does nothing else, and signs nobody in.</summary>
public sealed class AskSignUpCode(MailCode mailCode, LinkTokens links, SiteUrl site, Localizer page)
{
    /// <param name="hold">The seat that may be kept meanwhile: the mail passes it on.</param>
    /// <param name="address">The e-mail as it was typed.</param>
    /// <param name="from">The network address of the browser that asks.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public Task<SignInCodeId> RunAsync(InfosessionFacts facts, SeatHoldId hold, string address, string from, CancellationToken ct = default) =>
        mailCode.RunAsync(address, from, SignUpCodes.About(facts.Id), code => MailOf(code, facts, hold), ct);

    internal OutboxMessage MailOf(CodeToMail code, InfosessionFacts facts, SeatHoldId hold)
    {
        var (rollout, person, _, secret, now) = code;
        var T = Localizer.In(rollout.FirstSpoken(person?.Language, page.Language));

        // Where the page is gone, the mail itself says who it was sent to. An unknown address gets the same work, with a link that leads nowhere.
        var key = RegistrationKeys.Create(links, facts, person?.Id ?? default, now);
        var letter = EmailBuilder.Write(
            rollout, T, person?.GivenName ?? "", T["sign-up.mail-subject", facts.Title], T["sign-up.mail-why"], T["sign-up.mail-body", facts.Title]) with
        {
            Code = secret.Code,
            Button = new EmailLink(T["sign-up.mail-button"], site.To($"/infosessions/{facts.Id.Value}/sign-up{RegistrationKeys.Query(key)}&held={hold}")),
        };
        return OutboxMessage.ServiceMail($"sign-up-code/{secret.Id}", "sign-up-code", code.Recipient, letter, now, uselessFrom: now + SignInCode.Lifetime, urgent: true);
    }
}
