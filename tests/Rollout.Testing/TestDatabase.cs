using System.IO.Compression;
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

/// <summary>A migrated, empty database for one test, of either kind.</summary>
public sealed class TestDatabase : IDbContextFactory<RolloutDb>, IAsyncDisposable, IDisposable
{
    private static readonly Lazy<string> SqliteTemplate = new(MakeSqliteTemplate);
    private static readonly Lazy<string> PostgresTemplate = new(MakePostgresTemplate);
    private readonly ServiceProvider _services;
    private readonly string _name = $"t_{Guid.CreateVersion7():N}";

    private TestDatabase(Database kind, bool migrated = true)
    {
        Kind = kind;
        Folder = Directory.CreateDirectory(Path.Combine(FastestFolder.Path, $"rollout-{_name}")).FullName;
        if (kind == Database.Postgres)
        {
            // Copying the files beats writing each page to the log, which is the default for what a template is usually: small.
            Execute($"CREATE DATABASE {_name} TEMPLATE {(migrated ? PostgresTemplate.Value : "template1")} STRATEGY FILE_COPY");
            Postgres = $"{PostgresServer.ConnectionString};Database={_name};Maximum Pool Size=30";
        }
        else if (migrated)
        {
            File.Copy(SqliteTemplate.Value, Path.Combine(Folder, "rollout.db"));
        }

        _services = new ServiceCollection().AddRolloutDb(Postgres, Folder).BuildServiceProvider();
    }

    public Database Kind { get; }

    /// <summary>A folder for this test alone; it contains the SQLite file.</summary>
    public string Folder { get; }

    /// <summary>The connection string of PostgreSQL; null for SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>The change token an application on this database uses.</summary>
    public IDatabaseChangeToken Marks => _services.GetRequiredService<IDatabaseChangeToken>();

    /// <summary>The settings an application needs to use this database.</summary>
    public void Configure(IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Rollout"] = Postgres });

    public static TestDatabase On(Database kind) => new(kind);

    /// <summary>A database without tables.</summary>
    public static TestDatabase Empty(Database kind) => new(kind, migrated: false);

    /// <summary>The database of an older version, with its key, as it was stored in a folder by Fixtures/make-release.</summary>
    public static TestDatabase Stored(Database kind, string folder)
    {
        var database = Empty(kind);
        if (kind == Database.Sqlite)
        {
            using var packed = new GZipStream(File.OpenRead(Path.Combine(folder, "rollout.db.gz")), CompressionMode.Decompress);
            using var file = File.Create(Path.Combine(database.Folder, "rollout.db"));
            packed.CopyTo(file);
        }
        else
        {
            using var dump = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "postgres.sql.gz")), CompressionMode.Decompress));
            Execute(dump.ReadToEnd(), database._name);
        }

        var keys = Directory.CreateDirectory(Path.Combine(database.Folder, "keys")).FullName;
        File.Copy(Path.Combine(folder, kind == Database.Sqlite ? "sqlite.key.xml" : "postgres.key.xml"), Path.Combine(keys, "key.xml"));
        return database;
    }

    public RolloutDb CreateDbContext() => _services.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContext();

    /// <summary>Stores objects in one transaction.</summary>
    public void Given(params object[] things)
    {
        using var db = CreateDbContext();
        db.AddRange(things);
        db.SaveChanges();
    }

    public void Dispose()
    {
        ClearPools();
        _services.Dispose();
        if (Postgres is not null)
        {
            Execute($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        Directory.Delete(Folder, recursive: true);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    // Of this database only: the tests that run beside this one keep their connections.
    private void ClearPools()
    {
        using var db = CreateDbContext();
        if (Postgres is null)
        {
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
        else
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            using var direct = new NpgsqlConnection(Postgres);
            NpgsqlConnection.ClearPool(direct);
        }
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

    private static void Execute(string sql, string database = "postgres")
    {
        using var connection = new NpgsqlConnection($"{PostgresServer.ConnectionString};Database={database};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
