using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;
using Quartz.Extensibility;
using Rollout.App.Jobs;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.Components;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What ASP.NET Core and Quartz do that one would not guess, and how Rollout sets them up for it. docs/libraries.md lists it.</summary>
public sealed class FrameworkBehaviourTests
{
    [Fact]
    public void What_a_component_calls_is_an_EventCallback_so_that_the_page_is_drawn_again() =>
        Assert.Empty(
            from component in typeof(ActionForm).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IComponent)))
            from parameter in component.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.IsDefined(typeof(ParameterAttribute)))
            where parameter.PropertyType.IsAssignableTo(typeof(Delegate)) && parameter.PropertyType.Name is not (nameof(RenderFragment) or "RenderFragment`1") && parameter.PropertyType.GetMethod("Invoke")!.ReturnType is var result && (result == typeof(void) || result == typeof(Task))
            select $"{component.Name}: {parameter.Name}");

    [Fact]
    public async Task A_job_that_runs_is_told_when_the_program_stops_and_waited_for()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (runs, ended) = (new TaskCompletionSource(), false);
        var app = await RunningApp.StartAsync(database, replace: builder => builder.Services.Replace(ServiceDescriptor.Singleton(new RecurringWork<DeleteOldImports>(
            async (_, ct) =>
            {
                runs.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, ct);
                }
                finally
                {
                    ended = true;
                }

                return null;
            },
            Then: null))));
        await runs.Task.WaitAsync(TimeSpan.FromMinutes(1));

        var since = Stopwatch.StartNew();
        await app.DisposeAsync();

        Assert.True(ended);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20)); // the time the host gives everyone is thirty
    }

    [Fact]
    public async Task Every_job_is_repeated_by_an_interval()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        var scheduler = app.Services.GetRequiredService<ISchedulerRepository>().Lookup(JobSchedule.Scheduler)!;

        // A time of day fires late in spring and, as a range, twice in autumn; a job that repeats asks the database what is due.
        var triggers = await scheduler.GetTriggers(await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup()));
        var jobs = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup());
        Assert.Empty(triggers.Where(t => t is not ISimpleTrigger).Select(t => t.JobKey.Name));
        Assert.Equal(jobs.Select(j => j.Name).Order(), triggers.OfType<ISimpleTrigger>().Where(t => t.RepeatInterval > TimeSpan.Zero).Select(t => t.JobKey.Name).Order());
    }
}
