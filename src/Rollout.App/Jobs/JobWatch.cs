using Quartz;
using Quartz.Extensibility;

namespace Rollout.App.Jobs;

/// <summary>
/// Reschedules triggers that went silent. Quartz puts a trigger into the error state for good after one exception in a job's constructor; after the machine's clock was ahead and
/// was corrected, a trigger waits for as long as it was ahead while its state is normal.
/// </summary>
internal sealed partial class JobWatch(ISchedulerRepository schedulers, ILogger<JobWatch> log) : BackgroundService
{
    private const int MissedIntervals = 3;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>Whether this process runs jobs, and sends: a command does neither.</summary>
    public bool RunHere => schedulers.Lookup(JobSchedule.Scheduler) is not null;

    /// <summary>Whether each job is triggered on time, by its name; null when no scheduler runs in this process.</summary>
    public async Task<IReadOnlyDictionary<string, bool>?> LookAsync(CancellationToken ct = default)
    {
        if (schedulers.Lookup(JobSchedule.Scheduler) is not { } scheduler)
        {
            return null;
        }

        var onTime = new Dictionary<string, bool>();
        foreach (var trigger in await TriggersAsync(scheduler, ct))
        {
            onTime[trigger.JobKey.Name] = await IsOnTimeAsync(scheduler, trigger, ct);
        }

        return onTime;
    }

    /// <summary>Reschedules the triggers that are not on time.</summary>
    public async Task HealAsync(CancellationToken ct = default)
    {
        if (schedulers.Lookup(JobSchedule.Scheduler) is not { } scheduler)
        {
            return;
        }

        foreach (var trigger in await TriggersAsync(scheduler, ct))
        {
            if (!await IsOnTimeAsync(scheduler, trigger, ct))
            {
                ScheduledAnew(trigger.JobKey.Name, await scheduler.GetTriggerState(trigger.Key, ct), trigger.NextFireTimeUtc);
                await scheduler.RescheduleJob(trigger.Key, trigger.GetTriggerBuilder().StartNow().Build(), ct);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await HealAsync(stoppingToken);
            }
            catch (SchedulerException trouble)
            {
                Failed(trouble);
            }
        }
    }

    private static async Task<IReadOnlyList<ISimpleTrigger>> TriggersAsync(IScheduler scheduler, CancellationToken ct)
    {
        var triggers = await scheduler.GetTriggers(await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), ct), ct);
        return [.. triggers.OfType<ISimpleTrigger>().Where(t => t.RepeatInterval > TimeSpan.Zero)];
    }

    private static async Task<bool> IsOnTimeAsync(IScheduler scheduler, ISimpleTrigger trigger, CancellationToken ct)
    {
        var state = await scheduler.GetTriggerState(trigger.Key, ct);
        var (now, interval) = (TimeProvider.System.GetUtcNow(), trigger.RepeatInterval);
        return state is TriggerState.Executing or TriggerState.Blocked
            || (state == TriggerState.Normal && trigger.NextFireTimeUtc is { } next && next < now + interval + Slack && next > now - (MissedIntervals * interval) - Slack);
    }

    [LoggerMessage(LogLevel.Warning, "Job {Job} was not triggered on time (state {State}, next at {Next}) and is rescheduled")]
    private partial void ScheduledAnew(string job, TriggerState state, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Error, "The job triggers could not be checked")]
    private partial void Failed(Exception trouble);
}
