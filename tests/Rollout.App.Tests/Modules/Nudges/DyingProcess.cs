using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.App.Persistence;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The process was killed.</summary>
internal sealed class KilledException : Exception;

/// <summary>
/// The database as a process sees it that is killed after so many statements and commits: what it had begun is rolled back, and nothing it does afterwards reaches the
/// database. A commit may be its last act.
/// </summary>
internal sealed class DyingProcess(TestDatabase database) : IDbContextFactory<RolloutDb>
{
    private readonly Interceptors _interceptors = new();

    /// <summary>Starts a process, and says after how many statements and commits it is killed.</summary>
    public void Start(int dies) => _interceptors.Left = dies;

    public bool IsDead => _interceptors.Left <= 0;

    public RolloutDb CreateDbContext()
    {
        if (database.Postgres is { } postgres)
        {
            var options = new DbContextOptionsBuilder<PostgresRolloutDb>().AddInterceptors(_interceptors.Commands, _interceptors.Commits);
            Databases.UsePostgres(options, postgres);
            return new PostgresRolloutDb(options.Options);
        }

        var sqlite = new DbContextOptionsBuilder<SqliteRolloutDb>().AddInterceptors(_interceptors.Commands, _interceptors.Commits);
        Databases.UseSqlite(sqlite, Path.Combine(database.Folder, "rollout.db"));
        return new SqliteRolloutDb(sqlite.Options);
    }

    private sealed class Interceptors
    {
        private int _left;

        public Interceptors() => (Commands, Commits) = (new CommandKiller(this), new CommitKiller(this));

        public int Left { get => Volatile.Read(ref _left); set => Volatile.Write(ref _left, value); }

        public CommandKiller Commands { get; }

        public CommitKiller Commits { get; }

        public void Count()
        {
            if (Interlocked.Decrement(ref _left) < 0)
            {
                throw new KilledException();
            }
        }
    }

    private sealed class CommandKiller(Interceptors life) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            life.Count();
            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            life.Count();
            return new(result);
        }
    }

    /// <summary>Before a commit, or after it and before anyone is told.</summary>
    private sealed class CommitKiller(Interceptors life) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            life.Count();
            return new(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            life.Count();
            return Task.CompletedTask;
        }
    }
}
