using System.Text;
using MimeKit;
using Rollout.Notifications.Returns;

namespace Rollout.Notifications.Tests.Returns;

/// <summary>What mail that comes back says, in the shapes real mail servers give it. Whom it blames is what matters: the address, the mail system, the sender, or nobody.</summary>
public sealed class ReturnReaderTests
{
    private const string Ours = "0197f5f1c0de7000a000000000000001@rollout.voorbeeld.be";

    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 <weg@voorbeeld.be>: Recipient address rejected: User unknown", ReturnKind.NoSuchMailbox)]
    [InlineData("failed", "5.1.10", "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", ReturnKind.NoSuchMailbox)]
    [InlineData("delayed", "4.2.2", "smtp; 452 4.2.2 Mailbox full", ReturnKind.Delayed)]
    [InlineData("failed", "4.4.7", "smtp;550 4.4.7 QUEUE.Expired; message expired", ReturnKind.NotNow)]
    [InlineData("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full", ReturnKind.NotNow)]
    [InlineData("failed", "5.7.1", "smtp; 550 5.7.1 Message rejected by policy", ReturnKind.Policy)]
    [InlineData("failed", "5.7.124", "smtp;550 5.7.124 RESOLVER.RST.SenderNotInAllowedSendersList; sender not in allowed-senders list", ReturnKind.Policy)]
    [InlineData("failed", "5.1.90", "smtp;550 5.1.90 Your message can't be sent because you've reached your daily limit", ReturnKind.Sender)]
    [InlineData("relayed", "2.0.0", "smtp; 250 2.0.0 Ok", ReturnKind.Automatic)]
    public void A_delivery_report_blames_whom_its_code_blames(string action, string status, string said, ReturnKind kind)
    {
        var read = ReturnReader.Read(Mail($"""
            From: MAILER-DAEMON@mx.voorbeeld.be
            To: rollout@voorbeeld.be
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            I'm sorry to inform you...

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.voorbeeld.be

            Final-Recipient: rfc822; Weg@voorbeeld.be
            Original-Recipient: rfc822;weg@voorbeeld.be
            Action: {action}
            Status: {status}
            Diagnostic-Code: {said}

            --b
            Content-Type: text/rfc822-headers

            Message-ID: <{Ours}>
            Subject: Reminder

            --b--
            """));

        Assert.Equal((kind, Ours, status), (read.Kind, read.MessageId, read.Status));
        Assert.True(read.IsAbout("weg@voorbeeld.be"));
    }

    [Theory]
    [InlineData("multipart/mixed", "text/plain")]
    [InlineData("multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256", "application/pgp-signature")]
    public void A_report_that_a_gateway_wrapped_is_read_and_one_inside_a_forwarded_mail_is_not(string wrapper, string added)
    {
        const string Report = $"""
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            I'm sorry to inform you...

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.voorbeeld.be

            Final-Recipient: rfc822; weg@voorbeeld.be
            Action: failed
            Status: 5.1.1

            --b
            Content-Type: text/rfc822-headers

            Message-ID: <{Ours}>

            --b--
            """;
        ReturnedMail Wrapped(string inside) => ReturnReader.Read(Mail($"""
            From: MAILER-DAEMON@mx.voorbeeld.be
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: {wrapper}; boundary="outer"

            --outer
            {inside}
            --outer
            Content-Type: {added}

            This mail was checked.
            --outer--
            """));

        var read = Wrapped(Report);
        Assert.Equal((ReturnKind.NoSuchMailbox, Ours, "5.1.1"), (read.Kind, read.MessageId, read.Status));
        Assert.True(read.IsAbout("weg@voorbeeld.be"));
        Assert.Equal(ReturnKind.Other, Wrapped("Content-Type: message/rfc822\n\nFrom: collega@voorbeeld.be\nMIME-Version: 1.0\n" + Report).Kind);
    }

    [Theory]
    [InlineData("Automatisch antwoord: Herinnering", "Auto-Submitted: auto-replied")]
    [InlineData("Automatic reply: Reminder", "X-Nothing: that tells")] // Exchange on premises: by its subject alone
    [InlineData("Réponse automatique : Rappel", "X-Nothing: that tells")]
    [InlineData("Read: Reminder", "X-Nothing: that tells")]
    public void Out_of_office_is_nobodys_bounce(string subject, string header) =>
        Assert.Equal(ReturnKind.Automatic, ReturnReader.Read(Mail($"From: zoe.dhondt@voorbeeld.be\nTo: rollout@voorbeeld.be\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=\n{header}\n\nI am away.\n")).Kind);

    [Fact]
    public void An_answer_that_someone_wrote_is_left_to_a_human() =>
        Assert.Equal(ReturnKind.Other, ReturnReader.Read(Mail("From: zoe@voorbeeld.be\nTo: rollout@voorbeeld.be\nSubject: Re: Reminder\n\nWho are you?\n")).Kind);

    [Fact]
    public void A_complaint_says_of_which_mail_it_is()
    {
        var read = ReturnReader.Read(Mail($"""
            From: feedback@isp.example
            To: rollout@voorbeeld.be
            Subject: FW: Reminder
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary="b"

            --b
            Content-Type: text/plain

            This is an email abuse report.

            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: SomeGenerator/1.0
            Version: 1
            Original-Rcpt-To: <els@voorbeeld.be>

            --b
            Content-Type: message/rfc822

            From: rollout@voorbeeld.be
            Message-ID: <{Ours}>
            Subject: Reminder

            Hello.

            --b--
            """));

        Assert.Equal((ReturnKind.Complaint, Ours), (read.Kind, read.MessageId));
        Assert.True(read.IsAbout("els@voorbeeld.be"));
    }

    [Theory]
    [InlineData("DECLINED", ReturnKind.Declined)]
    [InlineData("ACCEPTED", ReturnKind.Other)]
    public void A_calendar_that_declines_says_which_entry_and_whose_calendar(string answer, ReturnKind kind)
    {
        // Exchange leaves out the organizer and folds long lines.
        var read = ReturnReader.Read(Mail($"""
            From: Els Klein <els@voorbeeld.be>
            To: rollout@voorbeeld.be
            Subject: Declined: Infosession
            MIME-Version: 1.0
            Content-Type: text/calendar; charset=utf-8; method=REPLY

            BEGIN:VCALENDAR
            METHOD:REPLY
            VERSION:2.0
            BEGIN:VEVENT
            ATTENDEE;PARTSTAT={answer};CN="Klein,
              Els":mailto:els@voorbeeld.be
            UID:infosession-0197f5f1-c0de-7000-a000-000000000001@rollout
            SEQUENCE:2
            END:VEVENT
            END:VCALENDAR
            """));

        Assert.Equal(kind, read.Kind);
        if (kind == ReturnKind.Declined)
        {
            Assert.Equal(("infosession-0197f5f1-c0de-7000-a000-000000000001@rollout", 2), (read.Detail, read.Sequence));
            Assert.True(read.IsAbout("els@voorbeeld.be"));
        }
    }

    private static MimeMessage Mail(string text) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal))));
}
