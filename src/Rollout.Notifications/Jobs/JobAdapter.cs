using Quartz;

namespace Rollout.Notifications.Jobs;

/// <summary>Something that looks for what is due and does it. Running it twice, or late, changes nothing more.</summary>
public interface IScheduledTask
{
    Task RunAsync(CancellationToken ct = default);
}

/// <summary>Queues the nudges that are due.</summary>
public interface IPlanNudges : IScheduledTask;

/// <summary>Queues the reminders of infosessions that are due.</summary>
public interface IInfosessionReminders : IScheduledTask;

/// <summary>Queues the reminders of the hour before infosessions.</summary>
public interface IHourBeforeReminders : IScheduledTask;

/// <summary>Queues the letters to those who were missed at infosessions.</summary>
public interface INoShowFollowUp : IScheduledTask;

/// <summary>Queues the questions to those who came to an infosession.</summary>
public interface IAskForFeedback : IScheduledTask;

/// <summary>Ends offers of seats that nobody answered, and waiting lists of infosessions that start.</summary>
public interface IAdvanceWaitingLists : IScheduledTask;

/// <summary>Tells ambassadors and leads whose term ends in a week.</summary>
public interface ITermEndNotices : IScheduledTask;

/// <summary>Deletes what is kept of people's use of the platform once it is too old.</summary>
public interface IActivityRetention : IScheduledTask;

/// <summary>Wakes one piece of work; a second wake waits for the first to be done.</summary>
[DisallowConcurrentExecution]
internal sealed class JobAdapter<TWork>(TWork work) : IJob
    where TWork : class, IScheduledTask
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await work.RunAsync(cancellationToken);
}
