using Quartz;

namespace Rollout.Notifications.Jobs;

/// <summary>Work that looks for what is due and does it. Idempotent: running it twice, or late, does no harm.</summary>
public interface IScheduledTask
{
    Task RunAsync(CancellationToken ct = default);
}

/// <summary>Queues the nudges that are due.</summary>
public interface IPlanNudges : IScheduledTask;

/// <summary>Queues the reminders of infosessions that are due.</summary>
public interface IInfosessionReminders : IScheduledTask;

/// <summary>Queues the reminders sent one hour before infosessions.</summary>
public interface IHourBeforeReminders : IScheduledTask;

/// <summary>Queues follow-up mails to people who missed an infosession.</summary>
public interface INoShowFollowUp : IScheduledTask;

/// <summary>Queues feedback requests to people who attended an infosession.</summary>
public interface IAskForFeedback : IScheduledTask;

/// <summary>Ends unanswered seat offers, and the waiting lists of infosessions that start.</summary>
public interface IAdvanceWaitingLists : IScheduledTask;

/// <summary>Notifies ambassadors and the lead of terms that end in a week.</summary>
public interface ITermEndNotices : IScheduledTask;

/// <summary>Deletes platform activity older than the retention period.</summary>
public interface IActivityRetention : IScheduledTask;

/// <summary>Quartz adapter; runs of the same task never overlap.</summary>
[DisallowConcurrentExecution]
internal sealed class JobAdapter<TWork>(TWork work) : IJob
    where TWork : class, IScheduledTask
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await work.RunAsync(cancellationToken);
}
