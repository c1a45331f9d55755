using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;
using Quartz.Extensibility;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Jobs;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What a load balancer and a monitor read.</summary>
public sealed class HealthTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_process_that_can_work_is_ready(Database kind)
    {
        using var database = TestDatabase.On(kind);
        await using var app = await RunningApp.StartAsync(database);

        var ready = await app.Visitor().GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, "ready"), (ready.Status, ready.Html));
        Assert.Equal("live", (await app.Visitor().GetAsync("/health/live")).Html);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_takes_the_process_out_and_leaves_it_alive()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var file = Path.Combine(database.Folder, "rollout.db");
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();

        var ready = await app.Visitor().GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.StartsWith("not ready\ndatabase: unhealthy", ready.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task A_job_whose_constructor_failed_once_shows_and_is_woken_again()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (made, again) = (0, new TaskCompletionSource());
        await using var app = await RunningApp.StartAsync(database, replace: builder => builder.Services.Replace(ServiceDescriptor.Transient<GoLive>(services =>
        {
            if (Interlocked.Increment(ref made) == 1)
            {
                throw new InvalidOperationException("Just once.");
            }

            again.TrySetResult();
            return ActivatorUtilities.CreateInstance<GoLive>(services);
        })));
        await UntilAsync(app, "ready, degraded\njobs: degraded");

        await app.Services.GetRequiredService<JobWatch>().HealAsync();

        await again.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await UntilAsync(app, "ready");
    }

    [Fact]
    public async Task A_job_that_waits_for_a_clock_that_was_corrected_shows_and_is_woken_again()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        await UntilAsync(app, "ready");
        var scheduler = app.Services.GetRequiredService<ISchedulerRepository>().Lookup("rollout")!;
        var trigger = (await scheduler.GetTriggersOfJob(new JobKey("plan-nudges")))[0];

        // What Quartz has planned by a clock that was an hour ahead.
        await scheduler.RescheduleJob(trigger.Key, trigger.GetTriggerBuilder().StartAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1)).Build());
        await UntilAsync(app, "ready, degraded\njobs: degraded");
        await app.Services.GetRequiredService<JobWatch>().HealAsync();

        await UntilAsync(app, "ready");
        Assert.NotNull((await scheduler.GetTriggersOfJob(new JobKey("plan-nudges")))[0].PreviousFireTimeUtc);
    }

    // The scheduler works beside the test: it is asked until it says so.
    private static async Task UntilAsync(RunningApp app, string says)
    {
        var answer = "";
        for (var asked = 0; asked < 200 && answer != says; asked++)
        {
            answer = (await app.Visitor().GetAsync("/health/ready")).Html;
        }

        Assert.Equal(says, answer);
    }
}
