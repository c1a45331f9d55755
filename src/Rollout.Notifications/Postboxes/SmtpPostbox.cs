using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Postboxes;

/// <summary>
/// Sends by SMTP with what .NET ships. It cannot tell a connection that broke before the mail was handed over from one that broke after, so a
/// broken connection counts as lost; only a server that was never reached counts as unreachable.
/// </summary>
/// <param name="settings">Which server.</param>
/// <param name="patience">How long one mail may take.</param>
public sealed class SmtpPostbox(MailSettings settings, TimeSpan patience) : IPostbox
{
    public int MostRounds => settings.Connections;

    public IPostRound Open() => new Round(settings, patience);

    private sealed class Round(MailSettings settings, TimeSpan patience) : IPostRound
    {
        private SmtpClient? _client;

        public async Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience);
            try
            {
                await (_client ??= NewClient()).SendMailAsync(mail.Message, limit.Token);
                return Delivery.Sent;
            }
            catch (OperationCanceledException)
            {
                GiveUp();
                return new Delivery(Outcome.Lost, $"No answer within {patience.TotalSeconds:0} seconds.");
            }
            catch (SmtpException e)
            {
                GiveUp();
                return new Delivery(OutcomeOf(e), e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
            }
        }

        public ValueTask DisposeAsync()
        {
            _client?.Dispose();
            return ValueTask.CompletedTask;
        }

        private SmtpClient NewClient() => new(settings.Host!, settings.PortOrUsual)
        {
            EnableSsl = settings.Security == "starttls",
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
            Timeout = (int)patience.TotalMilliseconds,
        };

        // A connection on which something went wrong is not trusted with the next mail. Its goodbye may wait for an answer that never comes, so
        // nobody waits for it.
        private void GiveUp()
        {
            var client = _client;
            _client = null;
            _ = Task.Run(() => client?.Dispose());
        }
    }

    internal static Outcome OutcomeOf(SmtpException e) => (int)e.StatusCode switch
    {
        // The server wants something of us (a certificate, a password), whatever the mail.
        454 or 530 or 534 or 535 or 538 => Outcome.Unreachable,
        >= 400 and < 500 => Outcome.NotNow,
        >= 500 and < 600 => Outcome.Refused,
        _ => e.GetBaseException() is SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.TimedOut) }
            ? Outcome.Unreachable
            : Outcome.Lost,
    };
}
