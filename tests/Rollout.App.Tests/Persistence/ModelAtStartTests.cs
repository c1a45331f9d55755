using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Testing;

namespace Rollout.App.Tests.Persistence;

public sealed class ModelAtStartTests
{
    [Fact]
    public async Task The_model_that_is_built_while_the_program_is_composed_is_the_one_it_uses()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var folder = database.Folder;
        var early = Databases.BuildModel(postgres: null, folder);
        await using var app = RolloutApp.Build(new HostSettings("http://127.0.0.1:0", folder, Demo: null));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync();

        Assert.Same(early, db.Model);
    }
}
