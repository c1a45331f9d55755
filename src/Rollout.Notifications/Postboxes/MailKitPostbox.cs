#if MAILKIT
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Postboxes;

/// <summary>
/// Sends with MailKit: implicit TLS, STARTTLS, a password or OAuth 2, and one connection for a whole round. It knows whether a broken connection
/// broke before the mail went over it.
/// </summary>
/// <param name="settings">Which server.</param>
/// <param name="patience">How long one mail may take.</param>
public sealed class MailKitPostbox(MailSettings settings, TimeSpan patience) : IPostbox
{
    private readonly AccessTokens? _tokens = settings.ClientId is null ? null : new AccessTokens(settings);

    public int MostRounds => settings.Connections;

    public IPostRound Open() => new Round(settings, patience, _tokens);

    private sealed class Round(MailSettings settings, TimeSpan patience, AccessTokens? tokens) : IPostRound
    {
        private readonly SmtpClient _client = new() { Timeout = (int)patience.TotalMilliseconds };

        public async Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience);
            if (await ConnectAsync(limit.Token) is { } trouble)
            {
                return new Delivery(Outcome.Unreachable, trouble);
            }

            var sent = new Sent();
            try
            {
                using var message = MimeMessage.CreateFromMailMessage(mail.Message);
                message.Date = mail.Date.ToDateTimeOffset();
                await _client.SendAsync(message, limit.Token, sent);
                return Delivery.Sent;
            }
            catch (SmtpCommandException e)
            {
                return new Delivery((int)e.StatusCode >= 500 ? Outcome.Refused : Outcome.NotNow, $"{(int)e.StatusCode} {e.Message}");
            }
            catch (Exception e) when (IsOfTheLine(e))
            {
                await HangUpAsync();
                return new Delivery(sent.Began ? Outcome.Lost : Outcome.Unreachable, e.Message);
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (_client.IsConnected)
                {
                    using var limit = new CancellationTokenSource(patience);
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

        private async Task<string?> ConnectAsync(CancellationToken ct)
        {
            if (_client.IsConnected)
            {
                return null;
            }

            try
            {
                await _client.ConnectAsync(settings.Host!, settings.PortOrUsual, Security, ct);
                if (tokens is not null)
                {
                    await _client.AuthenticateAsync(new SaslMechanismOAuth2(settings.User!, await tokens.GetAsync(ct)), ct);
                }
                else if (settings.User is { } user)
                {
                    await _client.AuthenticateAsync(user, settings.Password ?? "", ct);
                }

                return null;
            }
            catch (Exception e) when (IsOfTheLine(e) || e is AuthenticationException or SmtpCommandException or HttpRequestException)
            {
                await HangUpAsync();
                return e.Message;
            }
        }

        private SecureSocketOptions Security => settings.Security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };

        private async Task HangUpAsync()
        {
            if (_client.IsConnected)
            {
                await _client.DisconnectAsync(quit: false, CancellationToken.None);
            }
        }

        private static bool IsOfTheLine(Exception e) =>
            e is IOException or System.Net.Sockets.SocketException or ProtocolException or ServiceNotConnectedException or SslHandshakeException or NotSupportedException or OperationCanceledException;
    }

    /// <summary>Knows whether anything of the mail itself went over the line.</summary>
    private sealed class Sent : ITransferProgress
    {
        public bool Began { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Began = true;

        public void Report(long bytesTransferred) => Began = true;
    }
}
#endif
