using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Access;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Identity.SignIn;

/// <summary>Mails a code and a link that sign in.</summary>
public sealed class RequestSignInCode(MailCode mailCode, SiteUrl site, Localizer page)
{
    /// <param name="address">The e-mail address as typed.</param>
    /// <param name="from">The network address of the browser.</param>
    /// <param name="to">The path the link leads to after signing in.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public Task<SignInCodeId> RunAsync(string address, string from, string to, CancellationToken ct = default) =>
        mailCode.RunAsync(address, from, about: null, code => MailOf(code, to), ct);

    internal OutboxMessage MailOf(CodeToMail code, string to)
    {
        var (rollout, person, _, secret, now) = code;
        var words = Localizer.In(rollout.FirstSpoken(person?.Language, page.Language));
        var link = site.To($"/sign-in/link/{secret.Token}?to={Uri.EscapeDataString(LocalPath.Of(to))}");
        var letter = EmailBuilder.Write(
            rollout, words, person?.GivenName ?? "", words["sign-in.mail-subject", rollout.PlatformName], words["sign-in.mail-why"], words["sign-in.mail-body"]) with
        {
            Code = secret.Code,
            Button = new EmailLink(words["sign-in.mail-button"], link),
        };
        return OutboxMessage.ServiceMail($"sign-in/{secret.Id}", "sign-in", code.Recipient, letter, now, uselessFrom: now + SignInCode.Lifetime, urgent: true);
    }
}
