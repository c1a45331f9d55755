using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Npgsql;
using Rollout.App.Demo;
using Rollout.App.Hosting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>The whole application on a loopback port with an empty database of its own, without its jobs, and a rollout with one branch.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly string? _server;

    private BenchHost(WebApplication app, string folder, string? server, string? postgres) =>
        (_app, _folder, _server, Postgres, Now) = (app, folder, server, postgres, app.Services.GetRequiredService<IClock>().GetCurrentInstant());

    public Uri Address => new(_app.Urls.First());
    public IServiceProvider Services => _app.Services;
    public string? Postgres { get; }
    public Instant Now { get; }
    public Branch Branch { get; } = Branch.Open("Gent", "GNT", "BE", DateTimeZoneProviders.Tzdb["Europe/Brussels"], 1);
    public Person Facilitator { get; private set; } = null!;

    /// <param name="server">A PostgreSQL server, or null for SQLite.</param>
    /// <param name="demo">A demo to fill it with, instead of the one branch.</param>
    public static async Task<BenchHost> StartAsync(string? server, string? demo = null)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        string? postgres = null;
        if (server is not null)
        {
            var name = $"bench_{Guid.CreateVersion7():N}";
            await ExecuteAsync(new NpgsqlConnection($"{server};Database=postgres;Pooling=false"), $"CREATE DATABASE {name}");
            postgres = $"{server};Database={name};Maximum Pool Size=90";
        }

        var app = RolloutApp.Build(
            new HostSettings("http://127.0.0.1:0", folder),
            builder =>
            {
                // Jobs and the outbox dispatcher are measured elsewhere.
                foreach (var job in builder.Services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType is { } type && (type.FullName!.StartsWith("Quartz", StringComparison.Ordinal) || type.Name == "OutboxDispatcher")).ToList())
                {
                    builder.Services.Remove(job);
                }
            },
            configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Rollout"] = postgres }));
        await app.MigrateAsync();
        await app.StartAsync();
        var host = new BenchHost(app, folder, server, postgres);
        if (demo is null)
        {
            await host.FillAsync();
        }
        else
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MakeDemo>().RunAsync(demo);
        }

        return host;
    }

    public RolloutDb Open() => Services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext();

    public DbConnection Connect() => Postgres is null
        ? new SqliteConnection($"Data Source={Path.Combine(_folder, "rollout.db")};Default Timeout=30")
        : new NpgsqlConnection(Postgres);

    /// <summary>A published infosession on the n-th hour of the days to come.</summary>
    public Infosession Session(Topic topic, int n, int seats)
    {
        var day = Now.InZone(Branch.Zone).Date.PlusDays(3 + (n / 8));
        var session = Infosession.Plan(topic.Id, new SessionPlan
        {
            Time = new SessionTime(day + new LocalTime(9 + (n % 8), 0), Branch.Zone, 60),
            Branch = Branch.Id,
            Calendar = Holidays.In(""),
            Place = "Zaal 1",
            Seats = seats,
            Facilitator = Facilitator.Id,
            Language = "nl",
        }, Now);
        session.Publish(topicIsOpen: true, Now);
        return session;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (Postgres is not null)
        {
            await ExecuteAsync(new NpgsqlConnection($"{_server};Database=postgres;Pooling=false"), $"DROP DATABASE {new NpgsqlConnectionStringBuilder(Postgres).Database} WITH (FORCE)");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync()
    {
        Facilitator = Person.Employ(Branch.Id, "Joost", "", "Maes", "F1", "joost.maes@voorbeeld.be", null);
        Facilitator.GrantFacilitatorRole();
        await using var db = Open();
        db.AddRange(RolloutSettings.Start("De Brug", "Veldhuis", RolloutSettings.DefaultBrand, ["nl", "en"], "", Branch.Zone, isDemo: false, Now), Branch, Facilitator);
        await db.SaveChangesAsync();
    }
}
