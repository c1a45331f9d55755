using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Delivery;

/// <summary>One connection to the mail server, signed in, opened when it is needed.</summary>
internal sealed class SmtpConnection(MailSettings settings, string localDomain, AccessTokens? tokens, RemoteCertificateValidationCallback? trust) : IAsyncDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private readonly Client _client = new() { LocalDomain = localDomain, ServerCertificateValidationCallback = trust };
    private SmtpStage _stage;

    /// <summary>Whether it was opened. MailKit does not notice when the server hangs up between two mails: the next command does.</summary>
    public bool IsOpen => _client.IsConnected;

    public async Task OpenAsync(CancellationToken ct)
    {
        _stage = SmtpStage.Connecting;
        await _client.ConnectAsync(settings.Host!, settings.PortOrUsual, Security, ct);
        _stage = SmtpStage.SigningIn;
        if (tokens is not null)
        {
            await _client.AuthenticateAsync(new SaslMechanismOAuth2(settings.User!, await tokens.GetAsync(ct)), ct);
        }
        else if (settings.User is { } user)
        {
            await _client.AuthenticateAsync(user, settings.Password ?? "", ct);
        }

        _stage = SmtpStage.Data;
    }

    public Task SendAsync(RenderedMail mail, Handover handover)
    {
        _client.Size = mail.Bytes.Length;
        return _client.SendAsync(FormatOptions.Default, mail.Message, mail.From, [mail.To], handover.Token, handover);
    }

    /// <summary>What an exception of opening or sending means. Nothing was handed over unless <paramref name="mayHaveArrived"/>.</summary>
    public DeliveryResult Explain(Exception e, bool mayHaveArrived) => e switch
    {
        SmtpCommandException answer => SmtpAnswer.Explain(
            _stage == SmtpStage.Data ? SmtpAnswer.StageOf(answer.ErrorCode) : _stage, (int)answer.StatusCode, answer.Message),
        ServiceNotAuthenticatedException => DeliveryResult.Unavailable(MailProblem.SignIn, $"530 {e.Message}"),
        _ when mayHaveArrived => new DeliveryResult(DeliveryStatus.Unknown, e is OperationCanceledException ? "No answer in time." : e.Message),
        SslHandshakeException tls => DeliveryResult.Unavailable(tls.ServerCertificate is null ? MailProblem.NoTls : MailProblem.Certificate, FirstLine(tls)),
        NotSupportedException when _stage == SmtpStage.Connecting => DeliveryResult.Unavailable(MailProblem.NoStartTls, e.Message),
        NotSupportedException or MailKit.Security.AuthenticationException or HttpRequestException when _stage == SmtpStage.SigningIn => RefusedSignIn(e),
        SmtpProtocolException when _stage == SmtpStage.Connecting && !e.Message.Contains("disconnected", StringComparison.Ordinal) =>
            DeliveryResult.Unavailable(MailProblem.NotAMailServer, e.Message),
        _ when _stage == SmtpStage.Data && !IsOfTheLine(e) => new DeliveryResult(DeliveryStatus.Refused, e.Message),
        _ => DeliveryResult.Unavailable(_stage == SmtpStage.Data ? MailProblem.LineBroke : MailProblem.NotReachable, e is OperationCanceledException ? "No answer in time." : e.Message),
    };

    /// <summary>Closes it without a word: the server forgets a mail that is not complete.</summary>
    public async Task HangUpAsync()
    {
        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(quit: false, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_client.IsConnected)
            {
                using var limit = new CancellationTokenSource(Goodbye);
                await _client.DisconnectAsync(quit: true, limit.Token);
            }
        }
        catch (Exception e) when (IsOfTheLine(e))
        {
            // The mails are over; the goodbye is a courtesy.
        }
        finally
        {
            _client.Dispose();
        }
    }

    private SecureSocketOptions Security => settings.Security switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    // MailKit writes "535: 5.7.139 Authentication unsuccessful"; a directory that gave no token is an HTTP error.
    private static DeliveryResult RefusedSignIn(Exception e) =>
        e is MailKit.Security.AuthenticationException && e.Message.Length > 4 && e.Message[3] == ':' && int.TryParse(e.Message.AsSpan(0, 3), out var code)
            ? SmtpAnswer.Explain(SmtpStage.SigningIn, code, e.Message[4..].Trim())
            : e is HttpRequestException { StatusCode: null } ? DeliveryResult.Unavailable(MailProblem.NotReachable, e.Message) : DeliveryResult.Unavailable(MailProblem.SignIn, e.Message);

    private static string FirstLine(SslHandshakeException e) =>
        (e.ServerCertificate is null ? e.InnerException?.Message ?? e.Message : e.Message).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)[0];

    private static bool IsOfTheLine(Exception e) =>
        e is IOException or SocketException or ProtocolException or ServiceNotConnectedException or SslHandshakeException or OperationCanceledException;

    /// <summary>Takes a mail as it was composed: MailKit would choose encodings by what the server offers, and write it once more to know its size.</summary>
    private sealed class Client : SmtpClient
    {
        public long Size { get; set; }

        protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength)
        {
        }

        protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) => Task.FromResult(Size);
    }
}
