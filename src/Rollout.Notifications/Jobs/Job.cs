using Quartz;

namespace Rollout.Notifications.Jobs;

/// <summary>Something that looks for what is due and does it. Running it twice, or late, changes nothing more.</summary>
public interface IDueWork
{
    Task RunAsync(CancellationToken ct = default);
}

/// <summary>Queues the nudges that are due.</summary>
public interface IPlanNudges : IDueWork;

/// <summary>Queues the reminders of infosessions that are due.</summary>
public interface IRemindOfInfosessions : IDueWork;

/// <summary>Queues the reminders of the hour before infosessions.</summary>
public interface IRemindOfTheHour : IDueWork;

/// <summary>Queues the letters to those who were missed at infosessions.</summary>
public interface IWriteToTheMissed : IDueWork;

/// <summary>Queues the questions to those who came to an infosession.</summary>
public interface IAskForFeedback : IDueWork;

/// <summary>Ends offers of seats that nobody answered, and waiting lists of infosessions that start.</summary>
public interface IAdvanceWaitingLists : IDueWork;

/// <summary>Tells ambassadors and leads whose term ends in a week.</summary>
public interface ITellTermsEnd : IDueWork;

/// <summary>Deletes what is kept of people's use of the platform once it is too old.</summary>
public interface IForgetActivity : IDueWork;

/// <summary>Wakes one piece of work; a second wake waits for the first to be done.</summary>
[DisallowConcurrentExecution]
internal sealed class Job<TWork>(TWork work) : IJob
    where TWork : class, IDueWork
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await work.RunAsync(cancellationToken);
}
