using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;
using Quartz;
using Quartz.Extensibility;
using Rollout.App.Identity.Audit;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Tests.Modules.Launches;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Jobs;

public sealed class JobScheduleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly JobKey GoLive = new("go-live");

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_go_live_is_triggered_at_the_moment_of_the_next_wave(Database kind)
    {
        using var company = new Company(kind).Started();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);

        await UntilAsync(async () => await MomentAsync(app) is { } at && IsIn(Company.MomentAt - company.Clock.Now, at));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_is_taken_live_at_its_instant_although_nothing_else_happens(Database kind)
    {
        using var company = new Company(kind);
        await using var app = await RunningApp.StartAsync(company.Db, replace: builder =>
            builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IClock>(TimeProvider.System.ToClock()));
        await WithoutItsIntervalAsync(app, GoLive);

        // The moment is three seconds ahead when the wave is stored: long enough to be planned, and seen only by what the commit wakes.
        // In whole milliseconds, as the database keeps it.
        var moment = Instant.FromUnixTimeMilliseconds((SystemNow() + Duration.FromSeconds(3)).ToUnixTimeMilliseconds());
        await StoreAsync(app, company.StartedWave(moment.InZone(A.Brussels).LocalDateTime, moment - Duration.FromHours(1)));

        await UntilAsync(async () => await StateAsync(app) == WaveState.Live);
        await using var db = company.Db.CreateDbContext();
        var late = (await db.Waves.AsNoTracking().SingleAsync()).LiveAt!.Value - moment;

        // Usually some milliseconds; a machine that runs all tests at once may be late itself.
        Assert.InRange(late, Duration.Zero, Duration.FromSeconds(10));
    }

    [Fact]
    public async Task A_moment_that_is_moved_moves_its_trigger()
    {
        using var company = new Company(Database.Sqlite).Started();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        await UntilAsync(async () => await MomentAsync(app) is not null);
        await WithoutItsIntervalAsync(app, GoLive);

        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync())
        {
            var wave = await db.Waves.SingleAsync();
            db.Entry(wave).Property(w => w.MomentAt).CurrentValue = Company.MomentAt + Duration.FromDays(1);
            await db.SaveChangesAsync();
        }

        await UntilAsync(async () => await MomentAsync(app) is { } at && IsIn(Company.MomentAt + Duration.FromDays(1) - company.Clock.Now, at));
    }

    [Fact]
    public async Task A_wave_goes_live_soon_after_a_clock_that_was_behind_is_put_right()
    {
        using var company = new Company(Database.Sqlite).Started();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        await UntilAsync(async () => await MomentAsync(app) is not null);

        company.Clock.Now = Company.MomentAt + Duration.FromSeconds(1);

        await UntilAsync(async () => await StateAsync(app) == WaveState.Live && company.MailedAbout("live").Count > 0);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_message_leaves_at_once_although_the_dispatcher_sleeps(Database kind)
    {
        using var company = new Company(kind);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var contexts = app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>();
        for (var sent = 1; sent <= 3; sent++)
        {
            var since = Stopwatch.StartNew();
            await using (var db = await contexts.CreateDbContextAsync())
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                var content = EmailBuilder.Write(A.Rollout(), Localizer.In("nl"), "Bas", "Onderwerp", "Reden", "Kop", "Tekst");
                db.Outbox.Add(OutboxMessage.ServiceMail($"test-{sent}", "test", EmailBuilder.To(company.Lead), content, company.Clock.Now));
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }

            await UntilAsync(async () =>
            {
                await using var db = await contexts.CreateDbContextAsync();
                return await db.Outbox.CountAsync(m => m.State == OutboxState.Sent) == sent;
            });

            // Unless it is woken it looks again after half a minute.
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), $"It took {since.Elapsed}.");
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_was_done_is_sealed_soon_without_asking_the_database_all_the_time(Database kind)
    {
        using var company = new Company(kind);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        await WithoutItsIntervalAsync(app, new JobKey("seal-audit"));
        var contexts = app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>();

        // The second is written when the first has been sealed: one run does not use up the next.
        for (var written = 1; written <= 2; written++)
        {
            await using (var db = await contexts.CreateDbContextAsync())
            {
                db.Add(AuditEntry.Write(new AuditOrigin("Test", company.Lead.Id, "page", ""), "Person", null, null, "added", company.Clock.Now));
                await db.SaveChangesAsync();
            }

            await UntilAsync(async () =>
            {
                await using var db = await contexts.CreateDbContextAsync();
                return await db.AuditEntries.CountAsync(e => e.Number != null) == written;
            });
        }
    }

    private static Instant SystemNow() => TimeProvider.System.ToClock().GetCurrentInstant();

    private static IScheduler Scheduler(RunningApp app) => app.Services.GetRequiredService<ISchedulerRepository>().Lookup("rollout")!;

    // Then only a signal or the moment itself can run it.
    private static async Task WithoutItsIntervalAsync(RunningApp app, JobKey job)
    {
        await UntilAsync(async () => (await Scheduler(app).GetTriggersOfJob(job)).Any(IsRecurring));
        foreach (var trigger in (await Scheduler(app).GetTriggersOfJob(job)).Where(IsRecurring))
        {
            await Scheduler(app).RescheduleJob(trigger.Key, trigger.GetTriggerBuilder().StartAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1)).Build());
        }
    }

    private static bool IsRecurring(ITrigger trigger) => trigger is ISimpleTrigger { RepeatInterval.Ticks: > 0 };

    private static async Task<DateTimeOffset?> MomentAsync(RunningApp app) =>
        (await Scheduler(app).GetTriggersOfJob(GoLive)).FirstOrDefault(t => t.Key.Name == "due")?.NextFireTimeUtc;

    private static bool IsIn(Duration wait, DateTimeOffset at) => (at - TimeProvider.System.GetUtcNow() - wait.ToTimeSpan()).Duration() < Patience;

    private static async Task StoreAsync(RunningApp app, Wave wave)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync();
        db.Add(wave);
        await db.SaveChangesAsync();
    }

    private static async Task<WaveState> StateAsync(RunningApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync();
        return await db.Waves.Select(w => w.State).SingleAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var since = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(since.Elapsed < Patience, "It does not happen.");
            await Task.Delay(20);
        }
    }
}
