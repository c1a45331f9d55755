using Microsoft.EntityFrameworkCore.ChangeTracking;
using Quartz;
using Quartz.Extensibility;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Jobs;

/// <summary>Runs the go-live job when a wave was changed, so that it learns of the new go-live moment.</summary>
internal sealed partial class ChangedWaves(ISchedulerRepository schedulers, ILogger<ChangedWaves> log) : ICommitListener
{
    public bool WaitsFor(EntityEntry entry) => entry.Entity is Wave;

    public void Committed()
    {
        // Null where no jobs run: on the command line.
        if (schedulers.Lookup(JobSchedule.Scheduler) is { } scheduler)
        {
            _ = TriggerAsync(scheduler);
        }
    }

    private async Task TriggerAsync(IScheduler scheduler)
    {
        try
        {
            await scheduler.TriggerJob(JobSchedule.GoLive);
        }
        catch (SchedulerException trouble)
        {
            // The program stops. The next run looks for itself.
            NotTriggered(trouble);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The go-live job could not be triggered")]
    private partial void NotTriggered(Exception trouble);
}
