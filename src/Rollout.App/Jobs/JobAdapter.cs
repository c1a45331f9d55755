using System.Diagnostics;
using NodaTime;
using Quartz;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Jobs;

/// <summary>What a recurring job calls. Calling it twice, or late, changes nothing more.</summary>
/// <param name="Run">Looks in the database for what is due, and does it. Returns when to run it next if that is not left to its interval.</param>
/// <param name="Then">The job to run after it.</param>
internal sealed record RecurringWork<TWork>(Func<TWork, CancellationToken, Task<Instant?>> Run, JobKey? Then);

/// <summary>Quartz adapter; runs of the same job never overlap.</summary>
[DisallowConcurrentExecution]
internal sealed class JobAdapter<TWork>(TWork work, RecurringWork<TWork> recurring, IClock clock) : IJob
    where TWork : class
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var activity = RolloutTelemetry.Start("job " + context.JobDetail.Key.Name);
        try
        {
            if (await recurring.Run(work, cancellationToken) is { } next)
            {
                await TriggerAtAsync(context, next, cancellationToken);
            }
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().FullName);
            throw;
        }

        if (recurring.Then is { } then)
        {
            await context.Scheduler.TriggerJob(then, cancellationToken);
        }
    }

    private async Task TriggerAtAsync(IJobExecutionContext context, Instant next, CancellationToken ct)
    {
        var wait = (next - clock.GetCurrentInstant()).ToTimeSpan();
        var trigger = TriggerBuilder.Create().WithIdentity("due", context.JobDetail.Key.Name).ForJob(context.JobDetail).StartAt(TimeProvider.System.GetUtcNow() + wait).Build();

        // Replaces that of the last run: what is next may have been moved.
        await context.Scheduler.ScheduleJob(trigger, new ScheduleJobOptions { Replace = true }, ct);
    }
}
