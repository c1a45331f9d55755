using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rollout.App.Hosting;
using Rollout.App.Persistence;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

public sealed class DatabaseUnavailableMiddlewareTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_page_says_in_every_language_that_the_data_is_away_and_is_itself_again_when_it_is_back(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        using var switching = new Switching(database);
        await using var app = await RunningApp.StartAsync(database, replace: builder => builder.Services.AddSingleton<IDbContextFactory<RolloutDb>>(switching));
        var visitors = new[] { app.Visitor(lead), app.Visitor() };

        switching.IsAway = true;
        foreach (var visitor in visitors)
        {
            visitor.Language = "nl";
            var page = await visitor.GetAsync("/infosessions");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.Equal("30", page.Headers["Retry-After"]);
            Assert.Contains("<h1>We kunnen nu even niet bij de gegevens</h1>", page.Html, StringComparison.Ordinal);
            Assert.Contains("We cannot get to our data right now", page.Text, StringComparison.Ordinal);
            Assert.Contains("Nos données sont inaccessibles", page.Text, StringComparison.Ordinal);
        }

        switching.IsAway = false;
        foreach (var visitor in visitors)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/infosessions")).Status);
        }
    }

    [Fact]
    public void What_is_asked_wrongly_is_a_defect_and_not_a_database_that_is_away()
    {
        Assert.Null(DatabaseUnavailableMiddleware.Cause(new SqliteException("no such table: people", 1)));
        Assert.Null(DatabaseUnavailableMiddleware.Cause(new SqliteException("UNIQUE constraint failed", 19)));
        Assert.Null(DatabaseUnavailableMiddleware.Cause(new PostgresException("no such table", "ERROR", "ERROR", "42P01")));
        Assert.Null(DatabaseUnavailableMiddleware.Cause(new PostgresException("duplicate key", "ERROR", "ERROR", "23505")));
        Assert.Null(DatabaseUnavailableMiddleware.Cause(new InvalidOperationException("Sequence contains no elements")));
    }

    [Fact]
    public void It_is_recognised_however_deep_it_is_wrapped()
    {
        Assert.NotNull(DatabaseUnavailableMiddleware.Cause(new InvalidOperationException("transient", new NpgsqlException("lost", new SocketException()))));
        Assert.NotNull(DatabaseUnavailableMiddleware.Cause(new InvalidOperationException("saving", new SqliteException("database is locked", 5))));
        Assert.NotNull(DatabaseUnavailableMiddleware.Cause(new PostgresException("shutting down", "FATAL", "FATAL", "57P01")));
    }

    /// <summary>A database that can be made unavailable: a server that does not answer, a file that is not a database.</summary>
    private sealed class Switching : IDbContextFactory<RolloutDb>, IDisposable
    {
        private readonly TestDatabase _there;
        private readonly ServiceProvider _away;

        public Switching(TestDatabase there)
        {
            _there = there;
            var folder = Directory.CreateDirectory(Path.Combine(there.Folder, "away")).CreateSubdirectory("rollout.db").Parent!;
            _away = new ServiceCollection().AddRolloutDb(there.Postgres is null ? null : "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing", folder.FullName).BuildServiceProvider();
        }

        public bool IsAway { get; set; }

        public RolloutDb CreateDbContext() => IsAway ? _away.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext() : _there.CreateDbContext();

        public void Dispose() => _away.Dispose();
    }
}
