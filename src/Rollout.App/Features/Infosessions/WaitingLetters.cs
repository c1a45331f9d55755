using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Infosessions;

/// <summary>The mails to someone who waits for a seat. None has a calendar entry: who waits is not registered.</summary>
public sealed class WaitingLetters(Site site, SignedLinks links)
{
    private const int MostChoices = 3;

    /// <summary>You are on the waiting list.</summary>
    /// <param name="place">How many are before them, and themselves.</param>
    public OutboxMessage Waiting(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, int place, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.waiting-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.waiting", place], T.Count("infosession-mail.waiting-then", rollout.OfferHours));
        return Message("infosession-waiting", facts, who, registration, WithNumber(letter, T, "infosession-mail.see-number", "infosession-mail.leave", facts, who, now), now, facts.StartsAt);
    }

    /// <summary>A seat is held for you.</summary>
    public OutboxMessage Offered(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var until = T.Moment(registration.OfferEndsAt!.Value.InZone(who.Zone).LocalDateTime);
        var letter = Write(rollout, T, who, T["infosession-mail.offered-subject", until, facts.Title], T["infosession-mail.offered", until], T["infosession-mail.offered-then"]);
        return Message(
            "infosession-offered", facts, who, registration, WithNumber(letter, T, "infosession-mail.take-seat", "infosession-mail.let-go", facts, who, now), now, registration.OfferEndsAt);
    }

    /// <summary>A seat is free for whoever of those waiting is first.</summary>
    public OutboxMessage Called(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(rollout, T, who, T["infosession-mail.called-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.called"], T["infosession-mail.called-then"]);
        return Message("infosession-called", facts, who, registration, WithNumber(letter, T, "infosession-mail.take-seat", "infosession-mail.leave", facts, who, now), now, facts.StartsAt);
    }

    /// <summary>You did not answer.</summary>
    public OutboxMessage OfferEnded(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.offer-ended-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.offer-ended"], T["infosession-mail.offer-ended-then"]);
        return Message(
            "infosession-offer-ended", facts, who, registration, WithNumber(letter, T, "infosession-mail.join-again", null, facts, who, now), now, facts.StartsAt);
    }

    /// <summary>It starts, and nobody gave a seat back.</summary>
    public OutboxMessage WithoutSeat(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.without-seat-subject", facts.Title], T["infosession-mail.without-seat", facts.Title, T.When(facts)], Next(T, next));
        return Message("infosession-without-seat", facts, who, registration, WithChoices(letter, T, facts, next, who), now, null);
    }

    /// <summary>What you wait for takes place at another time or place.</summary>
    public OutboxMessage Moved(TheRollout rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, Registration registration, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.moved-subject", facts.Title, T.ShortMoment(facts.Starts)],
            T["infosession-mail.waiting-moved", T.When(before), T.Where(before)], T["infosession-mail.waiting-moved-keep"]);
        return Message("infosession-waiting-moved", facts, who, registration, WithNumber(letter, T, "infosession-mail.see-number", "infosession-mail.leave", facts, who, now), now, facts.StartsAt);
    }

    /// <summary>What you waited for does not take place.</summary>
    public OutboxMessage Cancelled(TheRollout rollout, InfosessionFacts facts, Registrant who, Registration registration, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.cancelled-subject", facts.Title, T.ShortMoment(facts.Starts)],
            T["infosession-mail.cancelled", facts.Title, T.When(facts)], T["infosession-mail.cancelled-reason", facts.CancelledBecause], Next(T, next));
        return Message("infosession-waiting-cancelled", facts, who, registration, WithChoices(letter, T, facts, next, who), now, null);
    }

    private static Letter Write(TheRollout rollout, Words T, Registrant who, string subject, params IReadOnlyList<string> paragraphs) =>
        Letters.Write(rollout, T, who.GivenName, subject, T["infosession-mail.why-waiting"], paragraphs);

    private static string Next(Words T, IReadOnlyList<InfosessionFacts> next) => next.Count == 0 ? T["infosession-mail.no-next"] : T.Count("infosession-mail.next", Math.Min(next.Count, MostChoices));

    private static OutboxMessage Message(string about, InfosessionFacts facts, Registrant who, Registration registration, Letter letter, Instant now, Instant? uselessFrom) =>
        OutboxMessage.ServiceMail(
            $"{about}:{facts.Id.Value:N}:{facts.Sequence + registration.Changes}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, concerning: facts.Id.Value);

    private Letter WithNumber(Letter letter, Words T, string button, string? link, InfosessionFacts facts, Registrant who, Instant now)
    {
        var key = RegistrationKeys.Query(RegistrationKeys.For(links, facts, who.Id, now));
        var page = $"/infosessions/{facts.Id.Value}";
        return letter with
        {
            Facts = InfosessionLetters.Lines(T, facts, who, hasPlace: false),
            Button = new LetterLink(T[button], site.To($"{page}/ticket{key}")),
            Link = link is null ? new LetterLink(T["infosession-mail.choose-another"], site.To("/infosessions" + SignUpKey(who))) : new LetterLink(T[link], site.To($"{page}/withdraw{key}")),
        };
    }

    // Where they work first, else the soonest.
    private Letter WithChoices(Letter letter, Words T, InfosessionFacts facts, IReadOnlyList<InfosessionFacts> next, Registrant who)
    {
        var key = SignUpKey(who);
        var choices =
            from other in next.OrderByDescending(n => n.Branch == facts.Branch).ThenBy(n => n.StartsAt).Take(MostChoices).OrderBy(n => n.StartsAt)
            select new LetterChoice(
                T.When(other), [T.Where(other), T.Count("infosessions.seats-left", other.Free, other.Seats)],
                new LetterLink(T["infosession-mail.choose-this"], site.To($"/infosessions/{other.Id.Value}/sign-up{key}")));
        return letter with { Choices = [.. choices], Link = new LetterLink(T["infosession-mail.see-all"], site.To("/infosessions" + key)) };
    }

    private string SignUpKey(Registrant who) => RegistrationKeys.Query(links.For(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30)));
}
