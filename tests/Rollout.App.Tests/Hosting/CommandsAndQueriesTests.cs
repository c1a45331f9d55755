using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Every command and query is there by being written, and asks for nothing that lives shorter than itself.</summary>
public sealed class CommandsAndQueriesTests
{
    [Fact]
    public async Task Every_command_and_query_can_be_made_and_holds_nothing_of_an_earlier_request()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database, replace: builder => builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true })));
        using var request = app.Services.CreateScope();

        Assert.True(CommandsAndQueries.All.Count > 200);
        Assert.All(CommandsAndQueries.All, type => Assert.IsType(type, request.ServiceProvider.GetRequiredService(type)));
    }

    [Fact]
    public async Task One_that_asks_who_is_signed_in_lives_as_long_as_the_request_and_a_job_as_long_as_the_program()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);
        using var one = app.Services.CreateScope();
        using var other = app.Services.CreateScope();

        Assert.NotSame(one.ServiceProvider.GetRequiredService<StartWave>(), other.ServiceProvider.GetRequiredService<StartWave>());
        Assert.Same(one.ServiceProvider.GetRequiredService<PlanHourReminders>(), other.ServiceProvider.GetRequiredService<PlanHourReminders>());
    }
}
