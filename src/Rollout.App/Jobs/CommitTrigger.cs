using Microsoft.EntityFrameworkCore.ChangeTracking;
using Quartz;
using Quartz.Extensibility;
using Rollout.App.Persistence;

namespace Rollout.App.Jobs;

/// <summary>Runs a job after this process committed a write that gives it something to do, so that its interval is only for what other processes write.</summary>
/// <param name="job">The job to run.</param>
/// <param name="waitsFor">Which writes it waits for.</param>
/// <param name="delay">How long after the commit; all writes in the meantime share one run. Zero for a run of its own after each.</param>
internal sealed partial class CommitTrigger(JobKey job, Func<EntityEntry, bool> waitsFor, TimeSpan delay, ISchedulerRepository schedulers, ILogger<CommitTrigger> log) : ICommitListener
{
    private long _nextRun;

    public bool WaitsFor(EntityEntry entry) => waitsFor(entry);

    public void Committed()
    {
        var (now, next) = (Environment.TickCount64, Interlocked.Read(ref _nextRun));

        // Null where no jobs run: on the command line. Of several commits at once one triggers the job.
        if (now >= next && Interlocked.CompareExchange(ref _nextRun, now + (long)delay.TotalMilliseconds, next) == next && schedulers.Lookup(JobSchedule.Scheduler) is { } scheduler)
        {
            _ = TriggerAsync(scheduler);
        }
    }

    private async Task TriggerAsync(IScheduler scheduler)
    {
        try
        {
            await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob(job).StartAt(TimeProvider.System.GetUtcNow() + delay).Build());
        }
        catch (SchedulerException trouble)
        {
            // The program stops. The next run looks for itself.
            NotTriggered(job.Name, trouble);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Job {Job} could not be triggered")]
    private partial void NotTriggered(string job, Exception trouble);
}
