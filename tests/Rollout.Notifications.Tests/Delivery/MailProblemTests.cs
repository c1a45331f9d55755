using System.Net.Security;
using Rollout.Notifications.Delivery;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>What concerns every mail stops the sending; what concerns one mailbox concerns that mail alone.</summary>
public sealed class MailProblemTests
{
    private static readonly SmtpTimeouts Short = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));

    /// <summary>The command that is answered, the answer, and what it means.</summary>
    public static TheoryData<string, string, DeliveryStatus, MailProblem?> Answers => new()
    {
        { "", SmtpSink.HangUp, DeliveryStatus.Unavailable, MailProblem.NotReachable },
        { "", SmtpSink.Silence, DeliveryStatus.Unavailable, MailProblem.NotReachable },
        { "", "HTTP/1.1 400 Bad Request", DeliveryStatus.Unavailable, MailProblem.NotAMailServer },
        { "", "554 5.7.1 no service for you", DeliveryStatus.Unavailable, MailProblem.Blocked },
        { "", "421 4.3.0 come back later", DeliveryStatus.Unavailable, MailProblem.Busy },
        { "", "421 4.7.0 Too many connections", DeliveryStatus.Unavailable, MailProblem.TooManyConnections },
        { "", "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", DeliveryStatus.Unavailable, MailProblem.TooManyConnections },
        { "AUTH", "535 5.7.139 Authentication unsuccessful. SmtpClientAuthentication is disabled for the Tenant.", DeliveryStatus.Unavailable, MailProblem.SignIn },
        { "AUTH", "550 5.7.30 Basic authentication is not supported for Client Submission.", DeliveryStatus.Unavailable, MailProblem.SignIn },
        { "AUTH", "454 4.7.0 Temporary authentication failure", DeliveryStatus.Unavailable, MailProblem.Busy },
        { "MAIL", "451 4.7.500 Server busy", DeliveryStatus.Unavailable, MailProblem.Busy },
        { "MAIL", "530 5.7.57 Client was not authenticated to send mail.", DeliveryStatus.Unavailable, MailProblem.SignIn },
        { "MAIL", "553 5.7.1 <rollout@debrug.example>: Sender address rejected: not owned by user bas", DeliveryStatus.Unavailable, MailProblem.SenderNotAllowed },
        { "MAIL", "552 5.3.4 Message size exceeds fixed limit", DeliveryStatus.Refused, null },
        { "RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", DeliveryStatus.NoSuchMailbox, null },
        { "RCPT", "550 5.1.1 <sender@company.example>: Sender address rejected", DeliveryStatus.Refused, null },
        { "RCPT", "550 No such user here", DeliveryStatus.Refused, null },
        { "RCPT", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", DeliveryStatus.Refused, null },
        { "RCPT", "550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; sender not in allowed-senders list", DeliveryStatus.Refused, null },
        { "RCPT", "554 5.2.2 mailbox full", DeliveryStatus.MailboxFull, null },
        { "RCPT", "452 4.2.2 mailbox full", DeliveryStatus.MailboxFull, null },
        { "RCPT", "450 4.2.0 greylisted, try again in 5 minutes", DeliveryStatus.Deferred, null },
        { "RCPT", "554 5.7.1 <bas@voorbeeld.be>: Relay access denied", DeliveryStatus.Unavailable, MailProblem.NoRelay },
        { "RCPT", "550 5.7.606 Access denied, banned sending IP [10.0.0.1]", DeliveryStatus.Unavailable, MailProblem.Blocked },
        { "DATA", SmtpSink.HangUp, DeliveryStatus.Unavailable, MailProblem.LineBroke },
        { "DATA", SmtpSink.Reset, DeliveryStatus.Unavailable, MailProblem.LineBroke },
        { "DATA", SmtpSink.Silence, DeliveryStatus.Unavailable, MailProblem.LineBroke },
        { ".", "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", DeliveryStatus.Unavailable, MailProblem.Quota },
        { ".", "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients", DeliveryStatus.Unavailable, MailProblem.Quota },
        { ".", "554 5.2.252 SendAsDenied; rollout@lindeboom.example not allowed to send as info@lindeboom.example", DeliveryStatus.Unavailable, MailProblem.SenderNotAllowed },
        { ".", "550 5.7.26 This mail is unauthenticated, which poses a security risk", DeliveryStatus.Unavailable, MailProblem.Blocked },
        { ".", "550 5.7.1 Message rejected as spam", DeliveryStatus.Refused, null },
        { ".", "451 4.3.0 queue file write error", DeliveryStatus.Deferred, null },
        { ".", SmtpSink.HangUp, DeliveryStatus.Unknown, null },
        { ".", SmtpSink.Reset, DeliveryStatus.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_is_about_everything_or_about_one_mail(string command, string answer, DeliveryStatus outcome, MailProblem? problem)
    {
        await using var sink = new SmtpSink { Answers = line => line.Split(' ')[0] == command ? answer : null };

        var delivery = await SendAsync(Settings(sink.Port));

        Assert.Equal((outcome, problem), (delivery.DeliveryStatus, delivery.Problem));
        Assert.False(string.IsNullOrWhiteSpace(delivery.FailureReason));
        if (char.IsDigit(answer[0]))
        {
            Assert.StartsWith(answer[..3], delivery.FailureReason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_cannot_be_reached()
    {
        int port;
        await using (var gone = new SmtpSink())
        {
            port = gone.Port;
        }

        Assert.Equal(MailProblem.NotReachable, (await SendAsync(Settings(port))).Problem);
    }

    [Fact]
    public async Task A_server_whose_name_is_wrong_cannot_be_reached() =>
        Assert.Equal(MailProblem.NotReachable, (await SendAsync(new MailSettings { Host = "no-such-host.invalid", Security = "none" }, timeouts: SmtpTimeouts.Default)).Problem);

    [Theory]
    [InlineData("starttls", false)]
    [InlineData("tls", true)]
    public async Task A_mail_goes_encrypted_to_a_server_with_a_certificate_that_is_trusted(string security, bool tlsAtOnce)
    {
        using var certificate = SmtpSink.ACertificate();
        await using var sink = new SmtpSink(certificate, tlsAtOnce);

        var delivery = await SendAsync(Settings(sink.Port, security), (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString());

        Assert.Equal(DeliveryResult.Sent, delivery);
    }

    [Theory]
    [InlineData("starttls", false, MailProblem.Certificate)]
    [InlineData("tls", true, MailProblem.Certificate)]
    [InlineData("tls", false, MailProblem.NoTls)]
    public async Task A_server_that_is_not_who_it_says_gets_nothing(string security, bool tlsAtOnce, MailProblem problem)
    {
        using var certificate = SmtpSink.ACertificate();
        await using var sink = new SmtpSink(certificate, tlsAtOnce);

        Assert.Equal(problem, (await SendAsync(Settings(sink.Port, security))).Problem);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_starttls_where_it_was_asked_for_nothing_is_sent()
    {
        await using var sink = new SmtpSink();

        Assert.Equal(MailProblem.NoStartTls, (await SendAsync(Settings(sink.Port, "starttls"))).Problem);
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_whether_mail_can_leave_signs_in_and_sends_nothing()
    {
        await using var sink = new SmtpSink();

        Assert.Null(await new SmtpTransport(Settings(sink.Port), "rollout.debrug.example", Short).ProbeAsync(TimeSpan.FromSeconds(3), default));
        Assert.Contains(sink.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.DoesNotContain(sink.Heard, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    private static MailSettings Settings(int port, string security = "none") =>
        new() { Postbox = "smtp", Host = "localhost", Port = port, Security = security, User = "rollout", Password = "secret" };

    private static async Task<DeliveryResult> SendAsync(MailSettings settings, RemoteCertificateValidationCallback? trust = null, SmtpTimeouts? timeouts = null)
    {
        await using var session = new SmtpTransport(settings, "rollout.debrug.example", timeouts ?? Short, trust).Open();
        using var mail = await Mails.RenderAsync(Mails.Service());
        return await session.SendAsync(mail, default);
    }
}
