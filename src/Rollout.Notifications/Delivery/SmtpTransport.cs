using System.Net.Security;
using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Delivery;

/// <summary>
/// Sends by SMTP: STARTTLS or TLS from the first byte, a password or OAuth 2. A session keeps one connection for all its mails.
/// </summary>
/// <param name="settings">Which server.</param>
/// <param name="localDomain">The name we introduce ourselves with; some servers refuse a name without a dot.</param>
/// <param name="timeouts">How long the server may take.</param>
/// <param name="trust">Decides about the server's certificate instead of the system; null for the system.</param>
public sealed class SmtpTransport(MailSettings settings, string localDomain, SmtpTimeouts timeouts, RemoteCertificateValidationCallback? trust = null) : IMailTransport
{
    private readonly AccessTokens? _tokens = settings.ClientId is null ? null : new AccessTokens(settings);

    public int MaxConnections => settings.Connections;

    public IMailSession Open() => new Session(NewConnection(), timeouts);

    /// <summary>Connects, says EHLO, starts TLS and signs in, and sends nothing.</summary>
    /// <returns>What is in the way, or null.</returns>
    public async Task<DeliveryResult?> ProbeAsync(TimeSpan patience, CancellationToken ct)
    {
        await using var connection = NewConnection();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await connection.OpenAsync(limit.Token);
            return null;
        }
#pragma warning disable CA1031 // Whatever is in the way, is the answer.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return connection.Explain(e, mayHaveArrived: false);
        }
    }

    private SmtpConnection NewConnection() => new(settings, localDomain, _tokens, trust);

    private sealed class Session(SmtpConnection connection, SmtpTimeouts timeouts) : IMailSession
    {
        public async Task<DeliveryResult> SendAsync(RenderedMail mail, CancellationToken stop)
        {
            // A server may have hung up since the last mail, which shows only now. Then this mail was not handed over, and a new connection is tried.
            var wasOpen = connection.IsOpen;
            var delivery = await TryAsync(mail, stop);
            return wasOpen && HungUp(delivery) ? await TryAsync(mail, stop) : delivery;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();

        private async Task<DeliveryResult> TryAsync(RenderedMail mail, CancellationToken stop)
        {
            using var handover = new Handover(timeouts, stop);
            try
            {
                if (!connection.IsOpen)
                {
                    await connection.OpenAsync(handover.Token);
                }

                await connection.SendAsync(mail, handover);
                return DeliveryResult.Sent;
            }
#pragma warning disable CA1031 // Whatever goes wrong, is an answer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                var delivery = connection.Explain(e, handover.MayHaveArrived);
                if (delivery.DeliveryStatus is DeliveryStatus.Unavailable or DeliveryStatus.Unknown || HungUp(delivery))
                {
                    await connection.HangUpAsync();
                }

                return handover.IsAbandoned ? new DeliveryResult(DeliveryStatus.Abandoned) : delivery;
            }
        }

        // "421" may answer any command, and ends the connection (RFC 5321, 3.8).
        private static bool HungUp(DeliveryResult delivery) =>
            delivery.Problem is MailProblem.LineBroke or MailProblem.Busy || delivery is { DeliveryStatus: DeliveryStatus.Deferred, FailureReason: ['4', '2', '1', ..] };
    }
}
