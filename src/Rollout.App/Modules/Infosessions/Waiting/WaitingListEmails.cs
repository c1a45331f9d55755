using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Waiting;

/// <summary>The mails to people on a waiting list. None has a calendar entry, because waiting is not being registered.</summary>
public sealed class WaitingListEmails(SiteUrl site, LinkTokens links)
{
    /// <summary>"You are on the waiting list."</summary>
    /// <param name="place">The position on the waiting list, from 1.</param>
    /// <param name="next">Where the same topic still has seats.</param>
    public OutboxMessage Waiting(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, int place, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.waiting-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.waiting", place], L.Count("infosession-mail.waiting-then", rollout.OfferHours));
        letter = WithNumber(letter, L, "infosession-mail.see-number", "infosession-mail.leave", facts, who, now);
        letter = next.Count == 0 ? letter : letter with { Paragraphs = [.. letter.Paragraphs, L.Count("infosession-mail.waiting-free", Math.Min(next.Count, FindFreeDates.MaxShown))], Choices = Choices(L, facts, next, who) };
        return Message("infosession-waiting", facts, who, registration, letter, now, facts.StartsAt, urgent: true);
    }

    /// <summary>"A seat is held for you."</summary>
    public OutboxMessage Offered(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var until = L.Moment(registration.OfferEndsAt!.Value.InZone(who.Zone).LocalDateTime);
        var letter = Write(rollout, L, who, L["infosession-mail.offered-subject", until, facts.Title], L["infosession-mail.offered", until], L["infosession-mail.offered-then"]);
        return Message(
            "infosession-offered", facts, who, registration, WithNumber(letter, L, "infosession-mail.take-seat", "infosession-mail.let-go", facts, who, now), now, registration.OfferEndsAt);
    }

    /// <summary>"A seat is free for the first of those waiting."</summary>
    public OutboxMessage Called(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(rollout, L, who, L["infosession-mail.called-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.called"], L["infosession-mail.called-then"]);
        return Message("infosession-called", facts, who, registration, WithNumber(letter, L, "infosession-mail.take-seat", "infosession-mail.leave", facts, who, now), now, facts.StartsAt);
    }

    /// <summary>"A seat is held for a colleague of yours who has no e-mail: tell them."</summary>
    /// <param name="teller">The person who passes it on.</param>
    /// <param name="mobile">The colleague's mobile, if they have one.</param>
    public OutboxMessage TellOffer(RolloutSettings rollout, InfosessionFacts facts, Registrant who, string? mobile, Registration registration, Registrant teller, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, teller.Language));
        var until = registration.OfferEndsAt is { } end ? L.Moment(end.InZone(who.Zone).LocalDateTime) : null;
        var letter = EmailBuilder.Write(
            rollout, L, teller.GivenName,
            until is null ? L["infosession-mail.tell-called-subject", who.Name, facts.Title] : L["infosession-mail.tell-subject", until, who.Name, facts.Title],
            L["infosession-mail.why-tell", who.Name],
            until is null ? L["infosession-mail.tell-called", who.Name] : L["infosession-mail.tell", who.Name, until],
            mobile is null ? L["infosession-mail.tell-how"] : L["infosession-mail.tell-mobile", mobile]) with
        {
            Facts = InfosessionEmails.Lines(L, facts, teller, hasPlace: false),
            Button = new EmailLink(L["infosession-mail.tell-page"], site.To($"/infosessions/{facts.Id.Value}/sign-up?other=yes")),
        };
        return OutboxMessage.ServiceMail(
            $"infosession-tell-offer:{facts.Id.Value:N}:{facts.Sequence + registration.Changes}:{who.Id.Value:N}:{teller.Id.Value:N}", "infosession-tell-offer", teller.Recipient, letter, now,
            uselessFrom: registration.OfferEndsAt ?? facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>"You did not answer."</summary>
    public OutboxMessage OfferEnded(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.offer-ended-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.offer-ended"], L["infosession-mail.offer-ended-then"]);
        return Message(
            "infosession-offer-ended", facts, who, registration, WithNumber(letter, L, "infosession-mail.join-again", null, facts, who, now), now, facts.StartsAt);
    }

    /// <summary>"It starts, and no seat became free."</summary>
    public OutboxMessage WithoutSeat(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.without-seat-subject", facts.Title], L["infosession-mail.without-seat", facts.Title, L.When(facts)], Next(L, next));
        return Message("infosession-without-seat", facts, who, registration, WithChoices(letter, L, facts, next, who), now, null);
    }

    /// <summary>"What you wait for was moved."</summary>
    public OutboxMessage Moved(RolloutSettings rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.moved-subject", facts.Title, L.ShortMoment(facts.Starts)],
            L["infosession-mail.waiting-moved", L.When(before), L.Where(before)], L["infosession-mail.waiting-moved-keep"]);
        return Message("infosession-waiting-moved", facts, who, registration, WithNumber(letter, L, "infosession-mail.see-number", "infosession-mail.leave", facts, who, now), now, facts.StartsAt);
    }

    /// <summary>"What you waited for is cancelled."</summary>
    public OutboxMessage Cancelled(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Registration registration, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.cancelled-subject", facts.Title, L.ShortMoment(facts.Starts)],
            L["infosession-mail.cancelled", facts.Title, L.When(facts)], L["infosession-mail.cancelled-reason", facts.CancelledBecause], Next(L, next));
        return Message("infosession-waiting-cancelled", facts, who, registration, WithChoices(letter, L, facts, next, who), now, null);
    }

    private static EmailContent Write(RolloutSettings rollout, Localizer L, Registrant who, string subject, params IReadOnlyList<string> paragraphs) =>
        EmailBuilder.Write(rollout, L, who.GivenName, subject, L["infosession-mail.why-waiting"], paragraphs);

    private static string Next(Localizer L, IReadOnlyList<InfosessionFacts> next) => next.Count == 0 ? L["infosession-mail.no-next"] : L.Count("infosession-mail.next", Math.Min(next.Count, FindFreeDates.MaxShown));

    private static OutboxMessage Message(string about, InfosessionFacts facts, Registrant who, Registration registration, EmailContent letter, Instant now, Instant? uselessFrom, bool urgent = false) =>
        OutboxMessage.ServiceMail(
            $"{about}:{facts.Id.Value:N}:{facts.Sequence + registration.Changes}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, concerning: facts.Id.Value, urgent: urgent);

    private EmailContent WithNumber(EmailContent letter, Localizer L, string button, string? link, InfosessionFacts facts, Registrant who, Instant now)
    {
        var key = RegistrationKeys.Query(RegistrationKeys.Create(links, facts, who.Id, now));
        var page = $"/infosessions/{facts.Id.Value}";
        return letter with
        {
            Facts = InfosessionEmails.Lines(L, facts, who, hasPlace: false),
            Button = new EmailLink(L[button], site.To($"{page}/ticket{key}")),
            Link = link is null ? new EmailLink(L["infosession-mail.choose-another"], site.To("/infosessions" + SignUpKey(who))) : new EmailLink(L[link], site.To($"{page}/withdraw{key}")),
        };
    }

    private EmailContent WithChoices(EmailContent letter, Localizer L, InfosessionFacts facts, IReadOnlyList<InfosessionFacts> next, Registrant who) =>
        letter with { Choices = Choices(L, facts, next, who), Link = new EmailLink(L["infosession-mail.see-all"], site.To("/infosessions" + SignUpKey(who))) };

    private IReadOnlyList<EmailChoice> Choices(Localizer L, InfosessionFacts facts, IReadOnlyList<InfosessionFacts> next, Registrant who) =>
    [
        .. from other in FindFreeDates.Nearest(next, facts)
           select new EmailChoice(
               L.When(other), [L.Where(other), L.Count("infosessions.seats-left", other.Free, other.Seats)],
               new EmailLink(L["infosession-mail.choose-this"], site.To($"/infosessions/{other.Id.Value}/sign-up{SignUpKey(who)}"))),
    ];

    private string SignUpKey(Registrant who) => RegistrationKeys.Query(links.Create(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30)));
}
