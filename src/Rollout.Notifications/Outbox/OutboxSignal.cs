using System.Threading.Channels;

namespace Rollout.Notifications.Outbox;

/// <summary>Wakes the dispatcher of this process as soon as a message was written, so that it need not look every second.</summary>
public sealed class OutboxSignal
{
    private readonly Dictionary<OutboxLane, Channel<bool>> _raised = Enum.GetValues<OutboxLane>().ToDictionary(
        lane => lane, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));

    /// <summary>Signals that a message was written. Signals raised before the dispatcher looks again count as one.</summary>
    public void Raise()
    {
        foreach (var lane in _raised.Values)
        {
            lane.Writer.TryWrite(true);
        }
    }

    /// <summary>Whether it was raised since the last call.</summary>
    internal bool TryTake(OutboxLane lane) => _raised[lane].Reader.TryRead(out _);

    /// <summary>Waits until it is raised, at most <paramref name="longest"/> of real time.</summary>
    /// <exception cref="OperationCanceledException">The program stops.</exception>
    internal async Task WaitAsync(OutboxLane lane, TimeSpan longest, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(longest);
        try
        {
            await _raised[lane].Reader.WaitToReadAsync(limit.Token);
            _raised[lane].Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Not raised: poll anyway.
        }
    }
}
