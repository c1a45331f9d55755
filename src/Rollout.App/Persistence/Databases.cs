using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Rollout.App.Persistence;

/// <summary>Chooses and opens the database: PostgreSQL when there is a connection string, otherwise one SQLite file.</summary>
public static class Databases
{
    /// <param name="postgres">A PostgreSQL connection string, or null for SQLite.</param>
    /// <param name="dataFolder">The folder of the SQLite file.</param>
    public static IServiceCollection AddRolloutDb(this IServiceCollection services, string? postgres, string dataFolder)
    {
        services.AddSingleton<LiveChanges>();
        foreach (var kind in (CachedData[])[CachedData.Infosessions, CachedData.Waves])
        {
            services.AddSingleton<ICommitListener>(provider => new LiveCommits(kind, provider.GetRequiredService<LiveChanges>()));
        }

        services.AddMemoryCache().AddSingleton<VersionedCache>().AddSingleton<CacheVersions>().AddSingleton<ISaveChangesInterceptor, CacheInvalidation>().AddSingleton<CommittedWrites>();
        if (postgres is null)
        {
            var file = FileIn(dataFolder);
            services.AddPooledDbContextFactory<SqliteRolloutDb>((provider, options) => UseSqlite(Listened(options, provider), file));
            services.AddSingleton<IDatabaseChangeToken>(_ => new SqliteChangeToken(ConnectionString(file)));
            return services.AddSingleton<IDbContextFactory<RolloutDb>, RolloutDbFactory<SqliteRolloutDb>>();
        }

        services.AddPooledDbContextFactory<PostgresRolloutDb>((provider, options) => UsePostgres(Listened(options, provider), postgres));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PostgresRolloutDb>>().CreateDbContext()); // for the key ring, which asks for it by type
        services.AddSingleton<IDatabaseChangeToken>(_ => new PostgresChangeToken(postgres));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<CacheListener>(provider, postgres));
        return services.AddSingleton<IDbContextFactory<RolloutDb>, RolloutDbFactory<PostgresRolloutDb>>();
    }

    /// <summary>Builds the model that the contexts will use. It is the slowest part of a start, and need not wait for the rest; whoever needs it meanwhile waits for it.</summary>
    public static IModel BuildModel(string? postgres, string dataFolder)
    {
        using RolloutDb db = postgres is null ? new SqliteRolloutDb(Options<SqliteRolloutDb>(o => UseSqlite(o, FileIn(dataFolder)))) : new PostgresRolloutDb(Options<PostgresRolloutDb>(o => UsePostgres(o, postgres)));
        return db.Model;

        DbContextOptions<TDb> Options<TDb>(Action<DbContextOptionsBuilder> use)
            where TDb : RolloutDb
        {
            var options = new DbContextOptionsBuilder<TDb>();
            use(Unchecked(options));
            return options.Options;
        }
    }

    // Modules may intercept what is saved, and add to it: who listens for commits comes last.
    private static DbContextOptionsBuilder Listened(DbContextOptionsBuilder options, IServiceProvider provider) =>
        Unchecked(options).AddInterceptors([.. provider.GetServices<ISaveChangesInterceptor>(), provider.GetRequiredService<CommittedWrites>()]);

    // That the last migration fits the model is what a test is for, and not every start.
    private static DbContextOptionsBuilder Unchecked(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    private static string FileIn(string dataFolder) => Path.Combine(dataFolder, "rollout.db");

    internal static void UseSqlite(DbContextOptionsBuilder options, string file) =>
        options.UseSqlite(
                ConnectionString(file),
                sqlite => sqlite.MigrationsHistoryTable("migrations"))
            .AddInterceptors(SqliteSettings.Instance);

    private static string ConnectionString(string file) => new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();

    internal static void UsePostgres(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(Prepared(connectionString), postgres => postgres.MigrationsHistoryTable("migrations"));

    // Repeated statements are parsed and planned once per connection, unless the connection string says otherwise.
    private static string Prepared(string connectionString) =>
        new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey("Max Auto Prepare") ? connectionString : $"{connectionString};Max Auto Prepare=100";

    private sealed class RolloutDbFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<RolloutDb>
        where TDb : RolloutDb
    {
        public RolloutDb CreateDbContext() => inner.CreateDbContext();
    }

    /// <summary>
    /// Readers never wait for the writer (WAL), commits survive a power failure (FULL), and foreign keys are enforced. Runs once per physical connection;
    /// pooled connections keep the settings.
    /// </summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        public static readonly SqliteSettings Instance = new();

        private static readonly ConditionalWeakTable<object, object?> Settled = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Settle((SqliteConnection)connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Settle((SqliteConnection)connection);
            return Task.CompletedTask;
        }

        // SQLite has no asynchronous I/O; its asynchronous methods do the same.
        private static void Settle(SqliteConnection connection)
        {
            if (Settled.TryAdd(connection.Handle!, null))
            {
                // EF Core checks for the database on a read-only connection, which cannot change the journal mode.
                var canWrite = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode != SqliteOpenMode.ReadOnly;
                using var command = connection.CreateCommand();
                command.CommandText = (canWrite ? "PRAGMA journal_mode = WAL; " : "") + "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
                command.ExecuteNonQuery();
            }
        }
    }
}

/// <summary>For the migration tools only.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteRolloutDb>
{
    public SqliteRolloutDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteRolloutDb>();
        Databases.UseSqlite(options, "design.db");
        return new SqliteRolloutDb(options.Options);
    }
}

/// <summary>For the migration tools only.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresRolloutDb>
{
    public PostgresRolloutDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresRolloutDb>();
        Databases.UsePostgres(options, "Host=localhost");
        return new PostgresRolloutDb(options.Options);
    }
}
