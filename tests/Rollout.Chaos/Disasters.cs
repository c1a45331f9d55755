using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>What befalls the processes and their database, one thing after the other: they are started again, and nothing else is done to help them.</summary>
internal sealed class Disasters(TestDatabase database, ChaosPostgres? postgres, int mailPort, Uri http, IReadOnlyList<Uri> addresses, IReadOnlyList<string> folders) : IAsyncDisposable
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;

    private readonly RolloutProgram?[] _programs = new RolloutProgram?[addresses.Count];

    /// <summary>How often each happened.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public Task StartAsync() => Task.WhenAll(Enumerable.Range(0, addresses.Count).Select(StartAsync));

    public async Task HappenAsync(Random dice, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(2 + dice.Next(10)), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var lasts = TimeSpan.FromSeconds(1 + dice.Next(4));
            var which = dice.Next(addresses.Count);
            var (name, happen) = (postgres, dice.Next(postgres is null ? 3 : 4)) switch
            {
                (_, 0) => ("a process is killed", () => KillAsync(which, lasts)),
                (not null, 1) => ("PostgreSQL is stopped", () => StopPostgresAsync(lasts)),
                (not null, 2) => ("the disk of PostgreSQL is full", () => postgres.FillDiskAsync(lasts)),
                (not null, _) => ("all connections to PostgreSQL are cut", CutAsync),
                (null, 1) => ("the disk is full", () => FillDiskAsync(lasts)),
                _ => ("the database is locked", (Func<Task>)(() => LockAsync(lasts))),
            };
            await happen();
            Seen[name] = Seen.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>Ends all processes, and starts them anew.</summary>
    public async Task RestartAsync()
    {
        foreach (var program in _programs)
        {
            await program!.DisposeAsync();
        }

        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs.OfType<RolloutProgram>())
        {
            await program.DisposeAsync();
        }
    }

    private async Task KillAsync(int which, TimeSpan away)
    {
        _programs[which]!.Kill();
        await _programs[which]!.DisposeAsync();
        await Task.Delay(away);
        await StartAsync(which);
    }

    private async Task StopPostgresAsync(TimeSpan away)
    {
        postgres!.Stop();
        await Task.Delay(away);
        postgres.Start();
    }

    private async Task CutAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Postgres) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var cut = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
        await cut.ExecuteNonQueryAsync();
    }

    private async Task FillDiskAsync(TimeSpan full)
    {
        await _programs[0]!.FillDiskAsync(full: true);
        await Task.Delay(full);
        await _programs[0]!.FillDiskAsync(full: false);
    }

    private async Task LockAsync(TimeSpan locked)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(database.Folder, "rollout.db")};Pooling=false;Default Timeout=30");
        connection.Open();
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await Task.Delay(locked);
            transaction.Rollback();
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == Busy)
        {
            // On a slow machine the program leaves no gap in which to lock it.
        }
    }

    // As a service manager does: until it stays up.
    private async Task StartAsync(int which)
    {
        (string, string)[] settings =
        [
            ("Mail__Postbox", "smtp"), ("Mail__Host", "127.0.0.1"), ("Mail__Security", "none"), ("Mail__Port", mailPort.ToString(CultureInfo.InvariantCulture)), (RolloutProgram.FullDisk, "0"),
            ("ForwardedHeaders__KnownProxies", "127.0.0.1"), ("Webhooks__AllowPrivate", "true"),
            ("TextMessages__Provider", "messagebird"), ("TextMessages__Secret", "key"), ("TextMessages__From", "Rollout"), ("TextMessages__PerSecond", "50"), ("TextMessages__Address", http.ToString()),
        ];
        while (true)
        {
            var program = RolloutProgram.Start(database, ["--urls", addresses[which].ToString(), "--data", folders[which]], settings);
            try
            {
                await program.SaysAsync("Rollout is ready");
                _programs[which] = program;
                return;
            }
            catch (Exception ended) when (ended is Xunit.Sdk.XunitException or OperationCanceledException)
            {
                await program.DisposeAsync();
            }
        }
    }
}
