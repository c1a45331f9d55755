using Rollout.App.Shared.Localization;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Calendars;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;
using NodaTime;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>Mails to people who have a place or wait for one, to facilitators, and to key users.</summary>
internal static partial class TheMails
{
    private static Dictionary<string, Func<Person, OutboxMessage>> InfosessionMails => new()
    {
        ["sign-up-code"] = to => new AskSignUpCode(null!, Links, SiteUrl, Localizer.In(to.Language)).MailOf(new CodeToMail(Rollout, to, to.Email!, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), Now), Facts, SeatHoldId.New()),
        ["infosession-confirmed"] = to => Infosessions.Confirmed(Rollout, Facts, Who(to), 0, Now),
        ["infosession-moved"] = to => Infosessions.Moved(Rollout, Facts, Facts with { Place = "Hall 2", Sequence = 1 }, Who(to), 0, Now),
        ["infosession-cancelled"] = to => Infosessions.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), 0, Now),
        ["infosession-withdrawn"] = to => Infosessions.Withdrawn(Rollout, Facts, Who(to), 1, Now),
        ["dry-run-invitation"] = to => Topics.Invitation(Rollout, Facts, Who(to), Now),
        ["finding-accepted"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Accept("", to.Id, Now)), Facts.Title, Who(to), Now),
        ["finding-changed"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Change("It lasts an hour now.", to.Id, Now)), Facts.Title, Who(to), Now),
        ["finding-refused"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Refuse("Two hours is what there is.", to.Id, Now)), Facts.Title, Who(to), Now),
        ["infosession-feedback"] = to => Feedback.Ask(Rollout, Facts with { FeedbackCode = "ACE347" }, Who(to), Now),
        ["infosession-feedback-dry-run"] = to => Feedback.Ask(Rollout, Facts with { FeedbackCode = "ACE347", IsDryRun = true }, Who(to), Now),
        ["infosession-changed"] = to => Infosessions.Changed(Rollout, Facts, Next, Who(to), 1, Now),
        ["infosession-waiting"] = to => Waits.Waiting(Rollout, Facts, Who(to), InLine(to), 3, [Next], Now),
        ["infosession-tell-offer"] = to => Waits.TellOffer(Rollout, Facts, Who(to) with { Id = PersonId.New(), Name = "Piet Peeters", Email = null }, "0470 12 34 56", Offered(to), Who(to), Now),
        ["infosession-tell-called"] = to => Waits.TellOffer(Rollout, Facts, Who(to) with { Id = PersonId.New(), Name = "Piet Peeters", Email = null }, null, InLine(to), Who(to), Now),
        ["infosession-offered"] = to => Waits.Offered(Rollout, Facts, Who(to), Offered(to), Now),
        ["infosession-called"] = to => Waits.Called(Rollout, Facts, Who(to), InLine(to), Now),
        ["infosession-offer-ended"] = to => Waits.OfferEnded(Rollout, Facts, Who(to), InLine(to), Now),
        ["infosession-without-seat"] = to => Waits.WithoutSeat(Rollout, Facts, Who(to), InLine(to), [Next, Next with { Place = null, Link = "https://meet.debrug.example/7", Taken = 13 }], Now),
        ["infosession-waiting-moved"] = to => Waits.Moved(Rollout, Facts, Next, Who(to), InLine(to), Now),
        ["infosession-waiting-cancelled"] = to => Waits.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), InLine(to), [], Now),
        ["infosession-reminder"] = to => Infosessions.Reminding(Rollout, Facts, Who(to), Now),
        ["infosession-hour-before"] = to => new ReminderEmails(Infosessions).Soon(Rollout, Facts with { Link = "https://meet.voorbeeld.be/brug" }, Who(to), Now),
        ["infosession-missed"] = to => new NoShowEmails(SiteUrl, Links).Sorry(Rollout, Facts, Who(to), [Facts with { Starts = Facts.Starts.PlusDays(7), StartsAt = Facts.StartsAt + Duration.FromDays(7) }, Facts with { Branch = null, BranchName = null, Place = null, Link = "https://meet.voorbeeld.be/brug" }], Now),
        ["infosession-missed-no-dates"] = to => new NoShowEmails(SiteUrl, Links).Sorry(Rollout, Facts, Who(to), [], Now),
        ["facilitator-moved"] = to => Facilitators.Moved(Rollout, Facts, Facts with { Place = "Hall 2", Sequence = 1 }, Who(to), ALead, Now),
        ["facilitator-cancelled"] = to => Facilitators.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), ALead, Now),
        ["facilitator-handed-over"] = to => Facilitators.HandedOver(Rollout, Facts, Facts with { FacilitatorName = "Claire Dubois" }, Who(to), ALead, Now),
        ["facilitator-given"] = to => Facilitators.Given(Rollout, Facts, Who(to), ALead, Now),
    };

    private static FacilitatorEmails Facilitators => new(SiteUrl);

    private static CurrentUser ALead => A.Acting(A.Lead(Branch), Branch);

    private static InfosessionEmails Infosessions => new(SiteUrl, Links, new CalendarEntries(SiteUrl, new Sender("rollout@debrug.example")));

    private static TopicEmails Topics => new(SiteUrl, Links);

    private static FeedbackEmails Feedback => new(SiteUrl, new FeedbackLinks(SiteUrl, Links));

    private static WaitingListEmails Waits => new(SiteUrl, Links);

    private static Finding AFinding(Person by, Action<Finding> settle)
    {
        var dryRun = AnInfosession.DryRunOf(AnInfosession.Topic(), Branch, by);
        var finding = Finding.Give(dryRun, by.Id, wasThere: true, 0, "Two hours is long.", dryRun.StartsAt);
        settle(finding);
        return finding;
    }

    private static Registration InLine(Person person) => Registration.Waiting(person.Id, Facts.Id, 3, Now);

    private static Registration Offered(Person person)
    {
        var registration = InLine(person);
        registration.Offer(Now + Duration.FromHours(4), Now);
        return registration;
    }

    private static InfosessionFacts Facts => new(
        InfosessionId.New(), TopicId.New(), new TopicTitle("De Brug on your phone", "en", TopicTranslations.None), new TopicSummary("Find your colleagues and your news.", "en", TopicTranslations.None), Branch.Id, "Gent", "BE", new LocalDateTime(2026, 11, 26, 14, 0), A.Brussels, 120,
        Instant.FromUtc(2026, 11, 26, 13, 0), Instant.FromUtc(2026, 11, 26, 15, 0), Instant.FromUtc(2026, 11, 25, 9, 0), "Canteen", null, 14, 7, 0, 0, PersonId.New(), "Anouk Smeets", "nl",
        InfosessionState.Published, 0, null, 0);

    private static InfosessionFacts Next =>
        Facts with { Starts = new LocalDateTime(2026, 12, 3, 10, 0), StartsAt = Instant.FromUtc(2026, 12, 3, 9, 0), EndsAt = Instant.FromUtc(2026, 12, 3, 11, 0), Place = "Hall 2", Sequence = 1 };
}
