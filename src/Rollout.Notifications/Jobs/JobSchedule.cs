using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Rollout.Notifications.Jobs;

/// <summary>
/// Every job and its interval. A job runs often and asks the database what is due: the next run catches up a missed one, a duplicate run does nothing, and
/// changing the schedule needs no data change. The scheduler keeps its state in memory only.
/// </summary>
public static class JobSchedule
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddJobSchedule(this IServiceCollection services) => services
        .AddQuartz("rollout", quartz =>
        {
            // Jobs run in real time, whatever time a test gives the business. Only a named scheduler has its own time provider; an unnamed one would share that
            // of the whole process.
            quartz.UseTimeProvider(TimeProvider.System);

            // By default running jobs are not told that the program stops.
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs);

            quartz.AddRecurring<IGoLive>("go-live", every: AtOnce);
            quartz.AddRecurring<IAnnounceGoLive>("announce-go-live", every: AtOnce);
            quartz.AddRecurring<IRefreshReadiness>("watch-readiness", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IChaseRollCalls>("chase-roll-calls", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IInfosessionReminders>("remind-of-infosessions", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IHourBeforeReminders>("remind-of-the-hour", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<INoShowFollowUp>("write-to-the-missed", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IAskForFeedback>("ask-for-feedback", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IAdvanceWaitingLists>("advance-waiting-lists", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<IPlanNudges>("plan-nudges", every: TimeSpan.FromMinutes(1));
            quartz.AddRecurring<ITermEndNotices>("tell-terms-end", every: TimeSpan.FromMinutes(10));
            quartz.AddRecurring<IActivityRetention>("forget-activity", every: TimeSpan.FromHours(1));
        })
        .AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true);

    private static void AddRecurring<TWork>(this IQuartzBuilder quartz, string key, TimeSpan every)
        where TWork : class, IScheduledTask => quartz.ScheduleJob<JobAdapter<TWork>>(
            trigger => trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever()),
            job => job.WithIdentity(new JobKey(key)));
}
