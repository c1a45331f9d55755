using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rollout.App.Persistence;

namespace Rollout.Testing;

/// <summary>The kinds of database every data test runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>A migrated, empty database of its own for one test, on either kind.</summary>
public sealed class TestDatabase : IDbContextFactory<RolloutDb>, IAsyncDisposable, IDisposable
{
    private static readonly Lazy<string> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<string> PostgresTemplate = new(MakePostgresTemplate);
    private static readonly Lazy<string> Folders = new(Fastest);
    private readonly ServiceProvider _services;
    private readonly string _name = $"t_{Guid.CreateVersion7():N}";

    private TestDatabase(Database kind)
    {
        Kind = kind;
        Folder = Directory.CreateDirectory(Path.Combine(Folders.Value, $"rollout-{_name}")).FullName;
        if (kind == Database.Sqlite)
        {
            File.Copy(SqliteTemplate.Value, Path.Combine(Folder, "rollout.db"));
        }
        else
        {
            Execute($"CREATE DATABASE {_name} TEMPLATE {PostgresTemplate.Value}");
            Postgres = $"{PostgresServer.ConnectionString};Database={_name};Maximum Pool Size=30";
        }

        _services = new ServiceCollection().AddRolloutDb(Postgres, Folder).BuildServiceProvider();
    }

    public Database Kind { get; }

    /// <summary>A folder for this test alone; the SQLite file is in it.</summary>
    public string Folder { get; }

    /// <summary>The connection string when this is PostgreSQL, else null.</summary>
    public string? Postgres { get; }

    /// <summary>As an application on this database looks at them.</summary>
    public IDatabaseChangeToken Marks => _services.GetRequiredService<IDatabaseChangeToken>();

    /// <summary>The settings an application needs to use this database.</summary>
    public void Configure(IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Rollout"] = Postgres });

    public static TestDatabase On(Database kind) => new(kind);

    public RolloutDb CreateDbContext() => _services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext();

    /// <summary>Puts things in, in one transaction.</summary>
    public void Given(params object[] things)
    {
        using var db = CreateDbContext();
        db.AddRange(things);
        db.SaveChanges();
    }

    public void Dispose()
    {
        _services.Dispose();
        if (Postgres is null)
        {
            SqliteConnection.ClearAllPools();
        }
        else
        {
            NpgsqlConnection.ClearAllPools();
            Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Rollout waits until the disk has what it wrote, thousands of times in a run: where there is room, files in memory are as good for a test.</summary>
    private static string Fastest()
    {
        const string memory = "/dev/shm";
        const long room = 4L << 30;
        return Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > room ? memory : Path.GetTempPath();
    }

    private static string MakeSqliteTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("rollout-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var services = new ServiceCollection().AddRolloutDb(null, folder).BuildServiceProvider();
        using (var db = services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext())
        {
            db.Database.Migrate();
            db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        SqliteConnection.ClearAllPools();
        return Path.Combine(folder, "rollout.db");
    }

    private static string MakePostgresTemplate()
    {
        var name = $"template_{Guid.CreateVersion7():N}";
        Execute($"CREATE DATABASE {name}");
        using (var services = new ServiceCollection().AddRolloutDb($"{PostgresServer.ConnectionString};Database={name};Pooling=false", Path.GetTempPath()).BuildServiceProvider())
        using (var db = services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext())
        {
            db.Database.Migrate();
        }

        return name;
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"{PostgresServer.ConnectionString};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
