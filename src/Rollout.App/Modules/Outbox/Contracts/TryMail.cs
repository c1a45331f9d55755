using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox.Contracts;

/// <summary>Sends the current user a test mail, which says only that mail arrives; at most one a minute.</summary>
internal sealed class TryMail(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    /// <summary>What such a message is about.</summary>
    public const string About = "mail-try";

    /// <returns>The address it goes to.</returns>
    public async Task<string> RunAsync(CancellationToken ct = default)
    {
        var (id, now, rollout) = ((await me.GetAsync(ct)).Id, clock.GetCurrentInstant(), await currentRollout.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        var message = MailOf(rollout, person, site, now);
        if (!await db.Outbox.AnyAsync(m => m.Key == message.Key, ct))
        {
            db.Outbox.Add(message);
            await db.SaveChangesAsync(ct);
        }

        return person.Email!;
    }

    public static OutboxMessage MailOf(RolloutSettings rollout, Person to, SiteUrl site, Instant now)
    {
        var words = Localizer.In(EmailBuilder.LanguageOf(rollout, to.Language));
        var letter = EmailBuilder.Write(rollout, words, to.GivenName, words["mail.try-subject", rollout.PlatformName], words["mail.try-why"], words["mail.try-body"]) with
        {
            Button = new EmailLink(words["mail.try-button"], site.To("/")),
        };
        return OutboxMessage.ServiceMail($"{About}/{to.Id}/{now.ToUnixTimeSeconds() / 60}", About, EmailBuilder.To(to), letter, now);
    }
}
