using System.Diagnostics;
using Quartz;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Jobs;

/// <summary>What a recurring job calls. Calling it twice, or late, changes nothing more.</summary>
/// <param name="Run">Looks in the database for what is due, and does it.</param>
internal sealed record RecurringWork<TWork>(Func<TWork, CancellationToken, Task> Run);

/// <summary>Quartz adapter; runs of the same job never overlap.</summary>
[DisallowConcurrentExecution]
internal sealed class JobAdapter<TWork>(TWork work, RecurringWork<TWork> recurring) : IJob
    where TWork : class
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        using var activity = RolloutTelemetry.Start("job " + context.JobDetail.Key.Name);
        try
        {
            await recurring.Run(work, cancellationToken);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().FullName);
            throw;
        }
    }
}
