using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Rollout.Notifications.Outbox;

/// <summary>
/// Dispatches the outbox while the program runs. Each lane sleeps until this process writes a message, the next one is due, or the polling interval for
/// messages written by other processes has passed.
/// </summary>
/// <param name="lifetime">The host's, so that nothing is sent before it has started; null outside a host.</param>
public sealed partial class OutboxDispatcher(DispatchOutbox dispatch, OutboxSignal signal, IClock clock, ILogger<OutboxDispatcher> log, IHostApplicationLifetime? lifetime = null) : BackgroundService
{
    private static readonly Duration LongestSleep = Duration.FromSeconds(30);
    private static readonly Duration SleepAfterFailure = Duration.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await StartedAsync(stoppingToken);
        await UntilItWorksAsync(() => dispatch.ReleaseOwnClaimsAsync(stoppingToken), stoppingToken);
        await Task.WhenAll(Enum.GetValues<OutboxLane>().Select(lane => RunAsync(lane, stoppingToken)));
    }

    // A host that is stopped while it starts is disposed of without waiting for what its services do: a message would be left between sent and settled.
    private async Task StartedAsync(CancellationToken stop)
    {
        if (lifetime is not null)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stop);
        }
    }

    private async Task RunAsync(OutboxLane lane, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Instant? next = null;
            await UntilItWorksAsync(async () => next = await dispatch.RunAsync(lane, stop), stop);
            var sleep = next is { } due ? Duration.Max(Duration.Min(due - clock.GetCurrentInstant(), LongestSleep), Duration.Zero) : LongestSleep;
            await signal.WaitAsync(lane, sleep.ToTimeSpan(), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Keeps the loop alive when the database is unavailable or a query fails.
    private async Task UntilItWorksAsync(Func<Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work();
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Any failure is logged and retried.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Failed(e);
                await Task.Delay(SleepAfterFailure.ToTimeSpan(), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Dispatching the outbox failed; retrying")]
    private partial void Failed(Exception e);
}
