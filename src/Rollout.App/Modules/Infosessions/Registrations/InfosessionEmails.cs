using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Calendars;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Calendar;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>The mails about one person's place in one infosession, with the matching calendar entries.</summary>
public sealed class InfosessionEmails(SiteUrl site, LinkTokens links, CalendarEntries calendars)
{
    /// <summary>The message type of a reminder, used to check again before sending.</summary>
    public const string Reminder = "infosession-reminder";

    /// <summary>The message type of the mail about a new time or place.</summary>
    public const string MovedTo = "infosession-moved";

    /// <summary>"You have a place."</summary>
    /// <param name="change">How often this registration changed.</param>
    public OutboxMessage Confirmed(RolloutSettings rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.confirmed-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.why-signed-up"],
            L["infosession-mail.confirmed"], L["infosession-mail.calendar"]);
        return Message("infosession-confirmed", $"{facts.Sequence + change}", facts, who, WithPlace(letter, L, facts, who, now), now,
            calendars.Write(CalendarMethod.Request, rollout, facts, who, change, now, WithdrawFor(facts, who, now)), facts.EndsAt, urgent: true);
    }

    /// <summary>"The time or place changed."</summary>
    public OutboxMessage Moved(RolloutSettings rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.moved-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.why-have-place"],
            L["infosession-mail.moved", L.When(before), L.Where(before)], L["infosession-mail.moved-keep"]);
        return Message(MovedTo, $"{facts.Sequence}", facts, who, WithPlace(letter, L, facts, who, now), now,
            calendars.Write(CalendarMethod.Request, rollout, facts, who, change, now, WithdrawFor(facts, who, now)), facts.StartsAt);
    }

    /// <summary>"It is cancelled."</summary>
    public OutboxMessage Cancelled(RolloutSettings rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.cancelled-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.why-have-place"],
            L["infosession-mail.cancelled", facts.Title, L.When(facts)], L["infosession-mail.cancelled-reason", facts.CancelledBecause], L["infosession-mail.cancelled-next"])
            with { Button = new EmailLink(L["infosession-mail.choose-another"], OthersFor(who)) };
        return Message("infosession-cancelled", $"{facts.Sequence}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), null);
    }

    /// <summary>"You gave up your place."</summary>
    public OutboxMessage Withdrawn(RolloutSettings rollout, InfosessionFacts facts, Registrant who, int change, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.withdrawn-subject", facts.Title, L.ShortMoment(facts.Starts)], L["infosession-mail.why-withdrew"],
            L["infosession-mail.withdrawn", facts.Title, L.When(facts)], L["infosession-mail.withdrawn-next"])
            with { Button = new EmailLink(L["infosession-mail.choose-another"], OthersFor(who)) };
        return Message("infosession-withdrawn", $"{facts.Sequence + change}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), facts.EndsAt, urgent: true);
    }

    /// <summary>"You have a place in another infosession of the topic, so this one was given up."</summary>
    public OutboxMessage Changed(RolloutSettings rollout, InfosessionFacts facts, InfosessionFacts instead, Registrant who, int change, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.changed-subject", facts.Title, L.ShortMoment(facts.Starts), L.ShortMoment(instead.Starts)], L["infosession-mail.why-changed"],
            L["infosession-mail.changed", L.When(instead), L.When(facts)], L["infosession-mail.withdrawn-next"]);
        return Message("infosession-changed", $"{facts.Sequence + change}", facts, who, letter, now, calendars.Write(CalendarMethod.Cancel, rollout, facts, who, change, now), facts.EndsAt, urgent: true);
    }

    /// <summary>The reminder on the working day before.</summary>
    public OutboxMessage Reminding(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var fromToday = L.FromToday(facts.Starts.Date, now.InZone(facts.Zone).Date);
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.reminder-subject", facts.Title, fromToday, L.Hour(facts.Starts.TimeOfDay)], L["infosession-mail.why-have-place"],
            L["infosession-mail.reminder", fromToday], L["infosession-mail.reminder-asks", L.WarmUpOf(facts)], L["infosession-mail.reminder-cannot"]);
        return OutboxMessage.ServiceMail(
            ReminderKey(facts.Id, facts.Sequence, who.Id), Reminder, who.Recipient, WithWarmUp(WithPlace(letter, L, facts, who, now), L, facts, who, now), now,
            facts.RemindAt, facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>One reminder per person and per time the infosession was moved.</summary>
    internal static string ReminderKey(InfosessionId infosession, int sequence, PersonId person) => $"{Reminder}:{infosession.Value:N}:{sequence}:{person.Value:N}";

    /// <summary>What, when, where and by whom; with the meeting link for people who have a place.</summary>
    internal static IReadOnlyList<string> Lines(Localizer L, InfosessionFacts facts, Registrant who, bool hasPlace)
    {
        string?[] lines =
        [
            facts.Title.In(L.Language), L.When(facts), L.WhenThere(facts, who.Zone, who.BranchName), L.Where(facts), hasPlace ? facts.Link : null,
            L["infosession.by-in", facts.FacilitatorName, L.LanguageName(facts.Language)],
        ];
        return [.. lines.OfType<string>()];
    }

    private static OutboxMessage Message(
        string about, string occasion, InfosessionFacts facts, Registrant who, EmailContent letter, Instant now, string calendar, Instant? uselessFrom, bool urgent = false) =>
        OutboxMessage.ServiceMail($"{about}:{facts.Id.Value:N}:{occasion}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, calendar, facts.Id.Value, urgent);

    /// <summary>Adds when and where, the ticket, and the link to withdraw.</summary>
    internal EmailContent WithPlace(EmailContent letter, Localizer L, InfosessionFacts facts, Registrant who, Instant now)
    {
        var key = RegistrationKeys.Query(RegistrationKeys.Create(links, facts, who.Id, now));
        var page = $"/infosessions/{facts.Id.Value}";
        return letter with
        {
            Facts = Lines(L, facts, who, hasPlace: true),
            Button = new EmailLink(L["infosession-mail.see-place"], site.To($"{page}/ticket{key}")),
            Link = new EmailLink(L["infosession-mail.withdraw"], WithdrawFor(facts, who, now)),
        };
    }

    // Answering is the main action; the ticket and the link to withdraw come below it.
    private EmailContent WithWarmUp(EmailContent letter, Localizer L, InfosessionFacts facts, Registrant who, Instant now) => letter with
    {
        Button = new EmailLink(L["infosession-mail.reminder-answer"], site.To($"/infosessions/{facts.Id.Value}/warm-up{RegistrationKeys.Query(RegistrationKeys.Create(links, facts, who.Id, now))}")),
        Link = letter.Button,
    };

    private Uri WithdrawFor(InfosessionFacts facts, Registrant who, Instant now) =>
        site.To($"/infosessions/{facts.Id.Value}/withdraw{RegistrationKeys.Query(RegistrationKeys.Create(links, facts, who.Id, now))}");

    private Uri OthersFor(Registrant who) => site.To("/infosessions" + RegistrationKeys.Query(links.Create(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30))));
}
