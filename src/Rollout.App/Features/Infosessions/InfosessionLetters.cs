using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Calendar;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Infosessions;

/// <summary>The mails about one person's place in one infosession, with the calendar entry that belongs to each.</summary>
public sealed class InfosessionLetters(Site site, SignedLinks links, CalendarEntries calendars)
{
    /// <summary>What a reminder is about: it is looked at again when it is sent.</summary>
    public const string Reminder = "infosession-reminder";

    /// <summary>What the mail about another time or place is about.</summary>
    public const string MovedTo = "infosession-moved";

    /// <summary>You have a place.</summary>
    /// <param name="change">How often this person withdrew or came back before.</param>
    public OutboxMessage Confirmed(TheRollout rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.confirmed-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.why-signed-up"],
            T["infosession-mail.confirmed"], T["infosession-mail.calendar"]);
        return Message("infosession-confirmed", $"{facts.Sequence + change}", facts, who, WithPlace(letter, T, facts, who, now), now,
            calendars.Write(CalendarMethod.Request, rollout, facts, who, change, now), facts.EndsAt);
    }

    /// <summary>Time or place are others now.</summary>
    public OutboxMessage Moved(TheRollout rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.moved-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.why-have-place"],
            T["infosession-mail.moved", T.When(before), T.Where(before)], T["infosession-mail.moved-keep"]);
        return Message(MovedTo, $"{facts.Sequence}", facts, who, WithPlace(letter, T, facts, who, now), now,
            calendars.Write(CalendarMethod.Request, rollout, facts, who, change, now), facts.StartsAt);
    }

    /// <summary>It does not take place.</summary>
    public OutboxMessage Cancelled(TheRollout rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.cancelled-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.why-have-place"],
            T["infosession-mail.cancelled", facts.Title, T.When(facts)], T["infosession-mail.cancelled-reason", facts.CancelledBecause], T["infosession-mail.cancelled-next"])
            with { Button = new LetterLink(T["infosession-mail.choose-another"], OthersFor(who)) };
        return Message("infosession-cancelled", $"{facts.Sequence}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), null);
    }

    /// <summary>You gave your place back.</summary>
    public OutboxMessage Withdrawn(TheRollout rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.withdrawn-subject", facts.Title, T.ShortMoment(facts.Starts)], T["infosession-mail.why-withdrew"],
            T["infosession-mail.withdrawn", facts.Title, T.When(facts)], T["infosession-mail.withdrawn-next"])
            with { Button = new LetterLink(T["infosession-mail.choose-another"], OthersFor(who)) };
        return Message("infosession-withdrawn", $"{facts.Sequence + change}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), facts.EndsAt);
    }

    /// <summary>You have a place in another one of the same topic, so this one is given up.</summary>
    public OutboxMessage Changed(TheRollout rollout, InfosessionFacts facts, InfosessionFacts instead, Registrant who, int change, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.changed-subject", facts.Title, T.ShortMoment(facts.Starts), T.ShortMoment(instead.Starts)], T["infosession-mail.why-changed"],
            T["infosession-mail.changed", T.When(instead), T.When(facts)], T["infosession-mail.withdrawn-next"]);
        return Message("infosession-changed", $"{facts.Sequence + change}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), facts.EndsAt);
    }

    /// <summary>It is the working day before.</summary>
    public OutboxMessage Reminding(TheRollout rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var fromToday = T.FromToday(facts.Starts.Date, now.InZone(facts.Zone).Date);
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.reminder-subject", facts.Title, fromToday, T.Hour(facts.Starts.TimeOfDay)], T["infosession-mail.why-have-place"],
            T["infosession-mail.reminder", fromToday], T["infosession-mail.reminder-asks", T.WarmUpOf(facts)], T["infosession-mail.reminder-cannot"]);
        return OutboxMessage.ServiceMail(
            ReminderKey(facts.Id, facts.Sequence, who.Id), Reminder, who.Recipient, WithWarmUp(WithPlace(letter, T, facts, who, now), T, facts, who, now), now,
            facts.RemindAt, facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>One reminder for each person and each time the session has been moved to.</summary>
    internal static string ReminderKey(InfosessionId infosession, int sequence, PersonId person) => $"{Reminder}:{infosession.Value:N}:{sequence}:{person.Value:N}";

    /// <summary>What, when, where, by whom; and the link of the meeting for those who have a place.</summary>
    internal static IReadOnlyList<string> Lines(Words T, InfosessionFacts facts, Registrant who, bool hasPlace)
    {
        string?[] lines =
        [
            facts.Title, T.When(facts), T.WhenThere(facts, who.Zone, who.BranchName), T.Where(facts), hasPlace ? facts.Link : null,
            T["infosession.by-in", facts.FacilitatorName, T.LanguageName(facts.Language)],
        ];
        return [.. lines.OfType<string>()];
    }

    private static OutboxMessage Message(
        string about, string occasion, InfosessionFacts facts, Registrant who, Letter letter, Instant now, string calendar, Instant? uselessFrom) =>
        OutboxMessage.ServiceMail($"{about}:{facts.Id.Value:N}:{occasion}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, calendar, facts.Id.Value);

    /// <summary>The letter with when and where, the ticket, and the way to withdraw.</summary>
    internal Letter WithPlace(Letter letter, Words T, InfosessionFacts facts, Registrant who, Instant now)
    {
        var key = RegistrationKeys.Query(RegistrationKeys.For(links, facts, who.Id, now));
        var page = $"/infosessions/{facts.Id.Value}";
        return letter with
        {
            Facts = Lines(T, facts, who, hasPlace: true),
            Button = new LetterLink(T["infosession-mail.see-place"], site.To($"{page}/ticket{key}")),
            Link = new LetterLink(T["infosession-mail.withdraw"], site.To($"{page}/withdraw{key}")),
        };
    }

    // The answer is the one thing to do; the place stands below it, with the way to withdraw.
    private Letter WithWarmUp(Letter letter, Words T, InfosessionFacts facts, Registrant who, Instant now) => letter with
    {
        Button = new LetterLink(T["infosession-mail.reminder-answer"], site.To($"/infosessions/{facts.Id.Value}/warm-up{RegistrationKeys.Query(RegistrationKeys.For(links, facts, who.Id, now))}")),
        Link = letter.Button,
    };

    private Uri OthersFor(Registrant who) => site.To("/infosessions" + RegistrationKeys.Query(links.For(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30))));
}
