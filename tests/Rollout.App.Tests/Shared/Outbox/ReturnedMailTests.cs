using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Shared.Outbox;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>Mail that comes back stops what cannot arrive, blames whom it concerns, and is taken once. What is forged changes nothing.</summary>
public sealed class ReturnedMailTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_bad_address_gets_no_more_mail_and_the_lead_reads_which_and_why(Database kind)
    {
        await using var the = await TheReturns.StartAsync(kind);
        var (sent, other) = (the.Sent(the.Els), the.Sent(the.Bas));

        Assert.Equal(ReturnOutcome.Left, await the.TakeAsync(Bounce("failed", "5.1.1", "els@voorbeeld.be", Guid.CreateVersion7()))); // nobody sent that
        Assert.Equal(ReturnOutcome.Taken, await the.TakeAsync(Bounce("failed", "5.1.1", "elsewhere@prive.example", other.Value))); // forwarded by themselves
        Assert.Empty(the.Suppressed());
        Assert.Equal(ReturnOutcome.Taken, await the.TakeAsync(Bounce("failed", "5.1.1", "Els@voorbeeld.be", sent.Value)));
        Assert.Equal(ReturnOutcome.NothingToDo, await the.TakeAsync(Bounce("failed", "5.1.1", "Els@voorbeeld.be", sent.Value)));

        Assert.Equal([("els@voorbeeld.be", ReturnKind.NoSuchMailbox)], the.Suppressed().Select(a => (a.Address, a.Because)));
        var (mail, code) = (the.Queued(the.Els), the.Queued(the.Els, urgent: true));
        await the.App.Services.GetRequiredService<DispatchOutbox>().RunAsync();
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.Bounced), (the.Message(mail).State, the.Message(mail).FailureReason));
        Assert.Equal(OutboxState.Sent, the.Message(code).State); // a code that someone waits for is tried all the same

        var lead = the.App.Visitor(the.Lead);
        Assert.Contains("One address takes no mail", (await lead.GetAsync("/")).Text, StringComparison.Ordinal);
        var page = await lead.GetAsync("/outbox/addresses");
        Assert.Contains("els@voorbeeld.be There is no such mailbox.", page.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(page, "/outbox/addresses/trust", ("address", "els@voorbeeld.be"));
        Assert.Empty(the.Suppressed());
    }

    [Fact]
    public async Task A_full_mailbox_is_given_up_after_three_reports_and_a_policy_never()
    {
        await using var the = await TheReturns.StartAsync(Database.Sqlite);
        for (var i = 0; i < 4; i++)
        {
            await the.TakeAsync(Bounce("failed", "5.7.1", "bas@voorbeeld.be", the.Sent(the.Bas).Value));
            await the.TakeAsync(Bounce("delayed", "4.2.2", "els@voorbeeld.be", the.Sent(the.Els).Value));
        }

        for (var i = 1; i <= 3; i++)
        {
            Assert.Empty(the.Suppressed());
            await the.TakeAsync(Bounce("failed", "5.2.2", "els@voorbeeld.be", the.Sent(the.Els).Value));
        }

        Assert.Equal(["els@voorbeeld.be"], the.Suppressed().Select(a => a.Address));
        Assert.Contains("4 mails were refused by a rule of a mail system", (await the.App.Visitor(the.Lead).GetAsync("/outbox/addresses")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declined_invitation_frees_the_seat_for_the_next_one_and_a_complaint_stops_nudges()
    {
        await using var the = await TheReturns.StartAsync(Database.Sqlite);
        var topic = AnInfosession.Topic();
        var session = AnInfosession.Of(topic, the.Branch, the.Lead, seats: 1);
        the.Database.Given(topic, session);
        var signUp = the.App.Services.GetRequiredService<SignUp>();
        await signUp.RunAsync(session.Id, the.Els.Id);
        await signUp.RunAsync(session.Id, the.Bas.Id);

        Assert.Equal(ReturnOutcome.Left, await the.TakeAsync(Declined("els@voorbeeld.be", session.Id, from: "bas@voorbeeld.be"))); // not their calendar
        Assert.Equal(ReturnOutcome.Taken, await the.TakeAsync(Declined("els@voorbeeld.be", session.Id)));
        Assert.Equal([RegistrationState.Withdrawn, RegistrationState.Offered], new[] { the.Els, the.Bas }.Select(the.RegistrationOf));

        await the.TakeAsync($"From: f@isp.example\nSubject: spam\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\nabuse\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{the.Sent(the.Bas).Value:N}@rollout.voorbeeld.be>\n\n--b--\n");
        using var db = the.Database.CreateDbContext();
        Assert.NotNull(db.People.Single(p => p.Id == the.Bas.Id).NudgesStoppedAt);
    }

    private static string Bounce(string action, string status, string address, Guid message) =>
        $"From: MAILER-DAEMON@mx.voorbeeld.be\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry.\n\n--b\n"
        + $"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 {status} no\n\n--b\n"
        + $"Content-Type: text/rfc822-headers\n\nMessage-ID: <{message:N}@rollout.voorbeeld.be>\n\n--b--\n";

    private static string Declined(string address, InfosessionId session, string? from = null) =>
        $"From: {from ?? address}\nSubject: Declined\nMIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
        + $"ATTENDEE;PARTSTAT=DECLINED:mailto:{address}\nUID:infosession-{session.Value}@rollout\nSEQUENCE:9\nEND:VEVENT\nEND:VCALENDAR\n";

    private sealed class TheReturns : IAsyncDisposable
    {
        private int _count;

        private TheReturns(Database kind)
        {
            Database = TestDatabase.On(kind);
            Lead = A.Lead(Branch);
            (Els, Bas) = (A.Person(Branch, "Els Klein", "els@voorbeeld.be"), A.Person(Branch, "Bas Groot", "bas@voorbeeld.be"));
            Database.Given(A.Rollout(), Branch, Lead, Els, Bas);
        }

        public Domain.Branches.Branch Branch { get; } = A.Branch();

        public TestDatabase Database { get; }
        public RunningApp App { get; private set; } = null!;
        public Person Lead { get; }
        public Person Els { get; }
        public Person Bas { get; }

        public static async Task<TheReturns> StartAsync(Database kind)
        {
            var the = new TheReturns(kind);
            the.App = await RunningApp.StartAsync(the.Database, new StoppedClock(A.Monday), replace: RunningApp.WithoutJobs);
            return the;
        }

        public async Task<ReturnOutcome> TakeAsync(string mail)
        {
            using var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Replace("\n", "\r\n", StringComparison.Ordinal))));
            return await App.Services.GetRequiredService<TakeReturnedMail>().RunAsync(message);
        }

        public OutboxMessageId Queued(Person to, bool urgent = false)
        {
            var message = OutboxMessage.ServiceMail($"test:{_count++}", "mail-try", new Recipient(to.Id, to.Email!, to.Name), new EmailContent { Language = "en", BrandName = "De Brug", Brand = "#0a5", Subject = "Hello", Greeting = "Hello", Paragraphs = ["Hello"], Signature = "De Brug" }, A.Monday, urgent: urgent);
            Database.Given(message);
            return message.Id;
        }

        public OutboxMessageId Sent(Person to)
        {
            var id = Queued(to);
            using var db = Database.CreateDbContext();
            db.Outbox.Where(m => m.Id == id).ExecuteUpdate(set => set.SetProperty(m => m.State, OutboxState.Sent));
            return id;
        }

        public OutboxMessage Message(OutboxMessageId id)
        {
            using var db = Database.CreateDbContext();
            return db.Outbox.AsNoTracking().Single(m => m.Id == id);
        }

        public IReadOnlyList<SuppressedAddress> Suppressed()
        {
            using var db = Database.CreateDbContext();
            return [.. db.SuppressedAddresses.AsNoTracking()];
        }

        public RegistrationState RegistrationOf(Person person)
        {
            using var db = Database.CreateDbContext();
            return db.Registrations.Single(r => r.Person == person.Id).State;
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Database.Dispose();
        }
    }
}
