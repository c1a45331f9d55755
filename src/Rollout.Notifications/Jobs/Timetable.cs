using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Rollout.Notifications.Jobs;

/// <summary>
/// Every job and when it wakes. A job wakes often and asks the database what is due: a missed run is caught up by the next one, a double run
/// does nothing, and a clock change needs no schedule. Nothing is remembered here, so the scheduler lives in memory.
/// </summary>
public static class Timetable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddTimetable(this IServiceCollection services) => services
        .AddQuartz("rollout", quartz =>
        {
            // Real time wakes the jobs, whatever time a test tells the business. Only a scheduler with a name has a clock of its own:
            // one without would share the clock of the whole program.
            quartz.UseTimeProvider(TimeProvider.System);

            quartz.Wake<Outbox.DispatchOutbox>("dispatch-outbox", every: AtOnce);
            quartz.Wake<IGoLive>("go-live", every: AtOnce);
            quartz.Wake<IAnnounceGoLive>("announce-go-live", every: AtOnce);
            quartz.Wake<IWatchReadiness>("watch-readiness", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IChaseRollCalls>("chase-roll-calls", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IRemindOfInfosessions>("remind-of-infosessions", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IRemindOfTheHour>("remind-of-the-hour", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IWriteToTheMissed>("write-to-the-missed", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IAskForFeedback>("ask-for-feedback", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IAdvanceWaitingLists>("advance-waiting-lists", every: TimeSpan.FromMinutes(1));
            quartz.Wake<IPlanNudges>("plan-nudges", every: TimeSpan.FromMinutes(1));
            quartz.Wake<ITellTermsEnd>("tell-terms-end", every: TimeSpan.FromMinutes(10));
            quartz.Wake<IForgetActivity>("forget-activity", every: TimeSpan.FromHours(1));
        })
        .AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true);

    private static void Wake<TWork>(this IQuartzBuilder quartz, string key, TimeSpan every)
        where TWork : class, IDueWork => quartz.ScheduleJob<Job<TWork>>(
            trigger => trigger.StartNow().WithSimpleSchedule(s => s.WithInterval(every).RepeatForever()),
            job => job.WithIdentity(new JobKey(key)));
}
