using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;
using Quartz;
using Rollout.App.Identity.Audit;
using Rollout.App.Identity.Sessions;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Modules.Launches.Aftercare;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Outbox.Returns;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Briefs;
using Rollout.App.Modules.Participation.Graph;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Modules.Participation.Steps;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;

namespace Rollout.App.Jobs;

/// <summary>
/// Every job and its interval. A job runs often and asks the database what is due: the next run catches up a missed one, a duplicate run does nothing, and
/// changing the schedule needs no data change. The scheduler keeps its state in memory only. Jobs whose work should not wait also run after a commit that gives
/// them some, and the go-live at the very moment of the next wave; their interval is for what other processes wrote, and for a clock that was moved.
/// </summary>
internal static class JobSchedule
{
    public const string Scheduler = "rollout";

    public static readonly JobKey GoLive = new("go-live");

    // A start is about the first page: only the go-live does not wait until somebody may have seen it.
    private static readonly TimeSpan FirstPage = TimeSpan.FromSeconds(3);

    private static readonly JobKey AnnounceGoLive = new("announce-go-live");
    private static readonly JobKey SealAudit = new("seal-audit");
    private static readonly JobKey DeliverWebhooks = new("deliver-webhooks");

    public static IServiceCollection AddJobSchedule(this IServiceCollection services) => services
        .AddQuartz(Scheduler, quartz =>
        {
            // Jobs run in real time, whatever time a test gives the business. Only a named scheduler has its own time provider; an unnamed one would share that
            // of the whole process.
            quartz.UseTimeProvider(TimeProvider.System);

            // By default running jobs are not cancelled when the program stops.
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs);

            quartz.AddRecurring<GoLive>(GoLive, every: TimeSpan.FromSeconds(10), (work, ct) => work.RunAsync(ct), then: AnnounceGoLive);
            quartz.AddRecurring<AnnounceGoLive>(AnnounceGoLive, every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<RefreshReadiness>("refresh-readiness", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<ChaseRollCalls>("chase-roll-calls", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<PlanInfosessionReminders>("plan-infosession-reminders", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<PlanHourReminders>("plan-hour-reminders", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SendNoShowFollowUps>("send-no-show-follow-ups", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<AskForFeedback>("ask-for-feedback", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<AdvanceWaitingLists>("advance-waiting-lists", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<PlanNudges>("plan-nudges", every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SendTermEndNotices>("send-term-end-notices", every: TimeSpan.FromMinutes(10), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SendBrief>("send-brief", every: TimeSpan.FromMinutes(10), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<PlanDirectorSteps>("plan-director-steps", every: TimeSpan.FromMinutes(10), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<FetchGraphReports>("fetch-graph-reports", every: TimeSpan.FromMinutes(10), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<ReadReturnedMail>("read-returned-mail", every: TimeSpan.FromMinutes(5), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<ReadInbox>("read-inbox", every: TimeSpan.FromHours(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SealAudit>(SealAudit, every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<DeliverWebhooks>(DeliverWebhooks, every: TimeSpan.FromMinutes(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SessionStore>("sweep-sessions", every: TimeSpan.FromMinutes(10), (work, ct) => work.SweepAsync(ct));
            quartz.AddRecurring<DeleteExpiredActivity>("delete-expired-activity", every: TimeSpan.FromHours(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<AnonymiseLeavers>("anonymise-leavers", every: TimeSpan.FromHours(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<DeleteOldImports>("delete-old-imports", every: TimeSpan.FromHours(1), (work, ct) => work.RunAsync(ct));
            quartz.AddRecurring<SweepMaterial>("sweep-material", every: TimeSpan.FromHours(1), (work, ct) => work.RunAsync(ct));
        })
        .AddQuartzHostedService(hosting => hosting.WaitForJobsToComplete = true)
        .AddCommitTrigger(GoLive, entry => entry.Entity is Wave, delay: TimeSpan.Zero)
        .AddCommitTrigger(SealAudit, entry => entry is { Entity: AuditEntry, State: EntityState.Added }, delay: TimeSpan.FromSeconds(2))
        .AddCommitTrigger(DeliverWebhooks, entry => entry is { Entity: WebhookDelivery, State: EntityState.Added }, delay: TimeSpan.FromSeconds(1))
        .AddSingleton<JobWatch>().AddHostedService(provider => provider.GetRequiredService<JobWatch>());

    private static IServiceCollection AddCommitTrigger(this IServiceCollection services, JobKey job, Func<EntityEntry, bool> waitsFor, TimeSpan delay) =>
        services.AddSingleton<ICommitListener>(provider => ActivatorUtilities.CreateInstance<CommitTrigger>(provider, job, waitsFor, delay));

    private static void AddRecurring<TWork>(this IQuartzBuilder quartz, string key, TimeSpan every, Func<TWork, CancellationToken, Task> run)
        where TWork : class => quartz.AddRecurring<TWork>(new JobKey(key), every, run);

    private static void AddRecurring<TWork>(this IQuartzBuilder quartz, JobKey key, TimeSpan every, Func<TWork, CancellationToken, Task> run)
        where TWork : class => quartz.AddRecurring<TWork>(
            key,
            every,
            async (work, ct) =>
            {
                await run(work, ct);
                return null;
            },
            then: null);

    private static void AddRecurring<TWork>(this IQuartzBuilder quartz, JobKey key, TimeSpan every, Func<TWork, CancellationToken, Task<Instant?>> run, JobKey? then)
        where TWork : class
    {
        quartz.Services.AddSingleton(new RecurringWork<TWork>(run, then));
        quartz.ScheduleJob<JobAdapter<TWork>>(
            trigger => trigger.StartAt(TimeProvider.System.GetUtcNow() + (key.Equals(GoLive) ? TimeSpan.Zero : FirstPage)).WithSimpleSchedule(s => s.WithInterval(every).RepeatForever()),
            job => job.WithIdentity(key));
    }
}
