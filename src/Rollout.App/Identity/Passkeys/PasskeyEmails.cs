using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Identity.Passkeys;

/// <summary>Mails that tell someone that their ways to sign in changed, in case it was not them.</summary>
internal static class PasskeyEmails
{
    public static OutboxMessage Added(RolloutSettings rollout, Person to, PasskeyId key, string name, SiteUrl site, Instant now) =>
        Write(rollout, to, "added", key, name, "passkey.mail-not-you", site, now);

    public static OutboxMessage Removed(RolloutSettings rollout, Person to, PasskeyId key, string name, SiteUrl site, Instant now) =>
        Write(rollout, to, "removed", key, name, "passkey.mail-removed-not-you", site, now);

    private static OutboxMessage Write(RolloutSettings rollout, Person to, string what, PasskeyId key, string name, string notYou, SiteUrl site, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(to));
        var letter = EmailBuilder.Write(
            rollout, words, to.GivenName, words[$"passkey.mail-{what}-subject"], words["passkey.mail-why"], words[$"passkey.mail-{what}-body", name, rollout.PlatformName], words[notYou]) with
        {
            Button = new EmailLink(words["passkey.mail-button"], site.To("/my/passkeys")),
        };
        return OutboxMessage.ServiceMail($"passkey-{what}/{key}", $"passkey-{what}", EmailBuilder.To(to), letter, now);
    }
}
