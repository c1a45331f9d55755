using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using NodaTime;
using Rollout.Notifications.Delivery;

namespace Rollout.Notifications.Outbox;

/// <summary>
/// Sends the messages of a lane until none is due. One loop claims messages and stores the outcome of those that were sent; workers with a connection each take
/// the claimed messages one by one, so that a slow mail blocks only its own connection. The number of messages claimed ahead follows the speed of the server,
/// because a killed process leaves the outcome of all of them unknown.
/// </summary>
internal sealed class OutboxRun(OutboxLane lane, IOutbox outbox, DispatchOutbox dispatch, OutboxSignal? signal, int connections)
{
    private const int MostAheadEach = 20;

    // A code is claimed before confirmations, and waits only for what was claimed earlier.
    private const int MostAheadEachWhenUrgent = 2;
    private static readonly TimeSpan SettleWithin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetrySettlingAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GiveUpSettlingAfter = TimeSpan.FromMinutes(4);
    private static readonly Duration LongestMail = Duration.FromMinutes(2.5);

    private readonly Channel<OutboxMessage> _ready = Channel.CreateUnbounded<OutboxMessage>();
    private readonly Channel<OutboxUpdate> _done = Channel.CreateUnbounded<OutboxUpdate>();
    private readonly Stopwatch _sinceClaim = Stopwatch.StartNew();
    private readonly int _mostAhead = connections * (lane == OutboxLane.Urgent ? MostAheadEachWhenUrgent : MostAheadEach);
    private int _ahead;
    private int _outstanding;
    private int _working;
    private bool _mayBeMore = true;

    /// <summary>Whether the lease could end while the message is being sent, so that another dispatcher would send it too.</summary>
    public static bool IsTooLate(OutboxMessage message, Instant now) => message.ClaimedUntil is { } until && now + LongestMail > until;

    public async Task RunAsync(CancellationToken stop)
    {
        _ahead = _working = connections;
        var workers = Enumerable.Range(0, connections).Select(_ => WorkAsync(stop)).ToList();
        try
        {
            while (await StepAsync(stop))
            {
            }
        }
        finally
        {
            // Empty unless the loop failed: then messages that no worker has started are not sent.
            while (_ready.Reader.TryRead(out _))
            {
            }

            _ready.Writer.Complete();
            await Task.WhenAll(workers);
        }
    }

    // Returns false when nothing is being sent and nothing is due.
    private async Task<bool> StepAsync(CancellationToken stop)
    {
        var settled = await CollectAsync();
        var most = MayClaim(stop) ? _ahead - _outstanding : 0;
        if (settled.Count + most > 0)
        {
            foreach (var message in await SettleAndClaimAsync(settled, most, stop))
            {
                _outstanding++;
                _ready.Writer.TryWrite(message);
            }
        }

        return _outstanding > 0 || _mayBeMore;
    }

    private bool MayClaim(CancellationToken stop)
    {
        if (stop.IsCancellationRequested || !dispatch.MaySend(lane))
        {
            _mayBeMore = false;
        }
        else
        {
            _mayBeMore = _mayBeMore || signal?.TryTake(lane) == true || _sinceClaim.Elapsed > LookAgainAfter;
        }

        return _mayBeMore && _outstanding < _ahead;
    }

    private async Task<List<OutboxUpdate>> CollectAsync()
    {
        var settled = new List<OutboxUpdate>();
        if (_outstanding == 0)
        {
            return settled;
        }

        // Half of the claimed messages: the workers send the other half while these are stored.
        var enough = (_outstanding + 1) / 2;
        using var soon = new CancellationTokenSource(SettleWithin);
        try
        {
            // Waited for, and not read, with the token: a read that is cancelled at the moment of the write can lose what was written (docs/libraries.md).
            while (settled.Count < enough)
            {
                await _done.Reader.WaitToReadAsync(soon.Token);
                while (_done.Reader.TryRead(out var outcome))
                {
                    settled.Add(outcome);
                }
            }

            _ahead = Math.Min(_ahead * 2, _mostAhead);
        }
        catch (OperationCanceledException)
        {
            _ahead = Math.Max(_ahead / 2, connections);
        }

        _outstanding -= settled.Count;
        return settled;
    }

    // A message whose outcome is not stored would be sent again. While the database is unavailable nothing else is sent.
    private async Task<IReadOnlyList<OutboxMessage>> SettleAndClaimAsync(List<OutboxUpdate> settled, int most, CancellationToken stop)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var claimed = await outbox.SettleAndClaimAsync(settled, lane, most, CancellationToken.None);
                if (most > 0)
                {
                    _mayBeMore = claimed.Count > 0;
                    _sinceClaim.Restart();
                }

                return claimed;
            }
            catch (Exception e) when (e is DbException or TimeoutException or IOException && since.Elapsed < GiveUpSettlingAfter && !stop.IsCancellationRequested)
            {
                dispatch.NotSettled(e, settled.Count);
                await Task.Delay(RetrySettlingAfter, CancellationToken.None);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await using var composer = dispatch.OpenComposer();
        await using var session = dispatch.OpenSession();
        await foreach (var message in _ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (stop.IsCancellationRequested || !dispatch.MaySend(lane))
            {
                _done.Writer.TryWrite(RetryPolicy.GiveBack(message));
                continue;
            }

            var delivery = await dispatch.SendAsync(session, composer, message, stop);
            if (delivery.Problem == MailProblem.TooManyConnections && MayRetire())
            {
                // The other workers continue with their connections.
                _ready.Writer.TryWrite(message);
                return;
            }

            _done.Writer.TryWrite(dispatch.Settle(message, delivery));
        }
    }

    private bool MayRetire()
    {
        if (Interlocked.Decrement(ref _working) > 0)
        {
            return true;
        }

        Interlocked.Increment(ref _working);
        return false;
    }
}
