using MailKit;

namespace Rollout.Notifications.Delivery;

/// <summary>
/// How far one mail is over the line. Until the final dot a server must not deliver it (RFC 5321, 4.1.1.4): a line that breaks before, or a
/// program that stops, leaves nothing in doubt. Only one of the two can happen: the mail is abandoned, or its final dot is written.
/// </summary>
internal sealed class Handover : ITransferProgress, IDisposable
{
    private const int Writing = 0, Written = 1, Abandoned = 2;

    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenRegistration _stopping;
    private readonly SmtpTimeouts _timeouts;
    private int _state;

    public Handover(SmtpTimeouts timeouts, CancellationToken stop)
    {
        _timeouts = timeouts;
        _limit = new CancellationTokenSource(timeouts.Exchange);
        _stopping = stop.Register(Stop);
    }

    /// <summary>Ends the attempt: the server took too long, or the program stops.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>All of the mail was written but its final dot: whatever happens from here on, it may arrive.</summary>
    public bool MayHaveArrived => _state == Written;

    /// <summary>Given up because the program stops.</summary>
    public bool IsAbandoned => _state == Abandoned;

    /// <summary>MailKit reports each part of the mail it has written, and writes the final dot after the last.</summary>
    /// <exception cref="OperationCanceledException">The mail was abandoned.</exception>
    public void Report(long bytesTransferred, long totalSize)
    {
        if (bytesTransferred < totalSize)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _state, Written, Writing) == Abandoned)
        {
            throw new OperationCanceledException(Token);
        }

        _limit.CancelAfter(_timeouts.Answer);
    }

    public void Report(long bytesTransferred) => Report(bytesTransferred, 0);

    public void Dispose()
    {
        _stopping.Dispose();
        _limit.Dispose();
    }

    private void Stop()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Writing) == Writing)
        {
            _limit.Cancel();
        }
        else
        {
            _limit.CancelAfter(_timeouts.AnswerAtStop);
        }
    }
}

/// <summary>How long a mail server may take.</summary>
/// <param name="Exchange">From connecting to the last byte of the mail.</param>
/// <param name="Answer">From the final dot to its answer.</param>
/// <param name="AnswerAtStop">The same, once the program stops.</param>
public sealed record SmtpTimeouts(TimeSpan Exchange, TimeSpan Answer, TimeSpan AnswerAtStop)
{
    public static readonly SmtpTimeouts Default = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
}
