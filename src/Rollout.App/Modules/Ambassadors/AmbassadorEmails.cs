using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>The mails about being an ambassador and about invitations.</summary>
public sealed class AmbassadorEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>The purpose of the link token in invitation mails.</summary>
    public const string InvitationLink = "invitation";

    // As long as an ambassador's term usually lasts, and a holiday.
    private static readonly Duration DisownFor = Duration.FromDays(90);

    internal const string WelcomeAbout = "ambassador-welcome";

    /// <summary>Welcomes a new ambassador, with their link and what to do.</summary>
    public OutboxMessage Welcome(RolloutSettings rollout, Ambassador ambassador, Person person, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(person));
        var letter = EmailBuilder.Write(
            rollout,
            words,
            person.GivenName,
            words["ambassadors.welcome-subject", rollout.PlatformName],
            words["ambassadors.welcome-why", rollout.PlatformName],
            words.Count("ambassadors.welcome-ask", ambassador.Quota, rollout.PlatformName, words.Day(ambassador.From), words.Day(ambassador.Until)),
            words["ambassadors.welcome-how"],
            words["ambassadors.welcome-first", rollout.PlatformName]) with
        {
            Facts = [words["ambassadors.your-link-is"], site.Spoken("/i/" + ambassador.Code), words["ambassadors.or-code", ambassador.Code]],
            Button = new EmailLink(words["ambassadors.welcome-button"], site.To("/my/colleagues")),
            Link = EmailBuilder.ToPlatform(rollout, words),
        };
        return OutboxMessage.ServiceMail(WelcomeKey(ambassador), WelcomeAbout, EmailBuilder.To(person), letter, now);
    }

    /// <summary>The key of the welcome to the current term.</summary>
    internal static string WelcomeKey(Ambassador ambassador) => $"{WelcomeAbout}/{ambassador.Id.Value:N}/{ambassador.AppointedAt.ToUnixTimeMilliseconds()}";

    /// <summary>Invites a colleague in the ambassador's name, with a link that identifies the colleague.</summary>
    public OutboxMessage Invitation(RolloutSettings rollout, InvitedByMail invited, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(invited.Colleague));
        var letter = EmailBuilder.Write(
            rollout,
            words,
            invited.Colleague.GivenName,
            words["ambassadors.invites-you", invited.AmbassadorName, rollout.PlatformName],
            words["ambassadors.invite-why", invited.AmbassadorName],
            words["ambassadors.invite-ask", invited.AmbassadorName, rollout.PlatformName],
            words["ambassadors.invite-then"]);
        return Invite(invited, now, words, letter with
        {
            Button = new EmailLink(words["ambassadors.invite-button"], site.To(InvitationPaths.Start(invited.Ambassador.Code, TokenOf(invited, now)))),
            Link = EmailBuilder.ToPlatform(rollout, words),
        });
    }

    /// <summary>Asks a colleague whether an ambassador's claim about them is right. It doubles as their invitation, because nobody invited them before.</summary>
    public OutboxMessage Claimed(RolloutSettings rollout, InvitedByMail invited, Instant now)
    {
        var (words, token) = (Localizer.In(rollout.LanguageOf(invited.Colleague)), TokenOf(invited, now));
        var letter = EmailBuilder.Write(
            rollout,
            words,
            invited.Colleague.GivenName,
            words["claim.mail-subject", invited.AmbassadorName, rollout.PlatformName],
            words["claim.mail-why", invited.AmbassadorName],
            words["claim.mail-ask", invited.AmbassadorName, rollout.PlatformName],
            words["claim.mail-then"]);
        return Invite(invited, now, words, letter with
        {
            Button = new EmailLink(words["claim.mail-button"], site.To(InvitationPaths.Start(invited.Ambassador.Code, token))),
            Link = new EmailLink(words["claim.mail-not-right"], site.To(InvitationPaths.NotRight(invited.Ambassador.Code, token))),
        });
    }

    private string TokenOf(InvitedByMail invited, Instant now) => links.Create(InvitationLink, invited.Colleague.Id, invited.Until - now);

    private static OutboxMessage Invite(InvitedByMail invited, Instant now, Localizer words, EmailContent letter) => OutboxMessage.ServiceMail(
        $"invitation/{invited.Ambassador.Id.Value:N}/{invited.Colleague.Id.Value:N}", "invitation", EmailBuilder.To(invited.Colleague),
        letter with { Facts = [words["ambassadors.complete-means"], invited.Definition] }, now, uselessFrom: invited.Until);

    /// <summary>Tells a colleague that someone who gave their facts acted in their name, and how to undo it.</summary>
    public OutboxMessage ConfirmedByFacts(RolloutSettings rollout, Ambassador ambassador, string ambassadorName, Person colleague, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(colleague));
        var token = links.Create(InvitationLink, colleague.Id, DisownFor);
        var letter = EmailBuilder.Write(
            rollout,
            words,
            colleague.GivenName,
            words["not-me.mail-subject", ambassadorName],
            words["not-me.mail-why", rollout.PlatformName],
            words["not-me.mail-what", ambassadorName],
            words["not-me.mail-then"]) with
        {
            Button = new EmailLink(words["not-me.go"], site.To(InvitationPaths.NotMe(ambassador.Code, token))),
            Link = new EmailLink(words["not-me.mail-was-me"], site.To(InvitationPaths.Start(ambassador.Code, token))),
        };
        return OutboxMessage.ServiceMail(
            $"confirmed-by-facts/{ambassador.Id.Value:N}/{colleague.Id.Value:N}/{now.ToUnixTimeMilliseconds()}", "confirmed-by-facts", EmailBuilder.To(colleague), letter, now);
    }

    /// <summary>The lead's answer to an ambassador who asked for a review.</summary>
    /// <param name="moved">Whether the colleague now counts for this ambassador.</param>
    public OutboxMessage ReviewAnswered(RolloutSettings rollout, CreditReview review, Person ambassador, string colleague, bool moved, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(ambassador));
        var letter = EmailBuilder.Write(
            rollout,
            words,
            ambassador.GivenName,
            words["review.mail-subject", colleague],
            words["review.mail-why"],
            words[moved ? "review.mail-moved" : "review.mail-answered", colleague]) with
        {
            Facts = [review.Words, review.Answer!],
            Button = new EmailLink(words["review.mail-button"], site.To("/my/colleagues/reviews")),
        };
        return OutboxMessage.ServiceMail($"review-answered/{review.Id.Value:N}", "review-answered", EmailBuilder.To(ambassador), letter, now);
    }
}

/// <summary>A colleague whom an ambassador invites by mail.</summary>
/// <param name="Definition">What a complete profile is, in the colleague's language.</param>
/// <param name="Until">When the invitation ends, and its link with it.</param>
public sealed record InvitedByMail(Ambassador Ambassador, string AmbassadorName, Person Colleague, string Definition, Instant Until);
