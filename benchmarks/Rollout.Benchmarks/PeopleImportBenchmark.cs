using Rollout.App.Modules.Organisation.Contracts;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using Npgsql;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Persistence;

namespace Rollout.Benchmarks;

/// <summary>
/// Importing 100,000 people against the minimum: parsing the same file with CsvHelper and inserting its cells into a bare table in one transaction. Interleaved
/// rounds, medians, and the ratio. Also on PostgreSQL when <c>ROLLOUT_TEST_POSTGRES</c> names a server.
/// </summary>
public static class PeopleImportBenchmark
{
    private const int People = 100_000;
    private const int Rounds = 5;
    private const int Columns = 11;

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        try
        {
            var file = WriteFile(folder);
            await MeasureAsync(output, "SQLite", null, folder, file);
            if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
            {
                await OnPostgresAsync(output, server, folder, file);
            }
            else
            {
                await output.WriteLineAsync("PostgreSQL: not measured, ROLLOUT_TEST_POSTGRES names no server");
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task OnPostgresAsync(TextWriter output, string server, string folder, string file)
    {
        var name = $"bench_{Guid.CreateVersion7():N}";
        await ExecuteAsync(new NpgsqlConnection($"{server};Database=postgres;Pooling=false"), $"CREATE DATABASE {name}");
        try
        {
            await MeasureAsync(output, "PostgreSQL", $"{server};Database={name}", folder, file);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(new NpgsqlConnection($"{server};Database=postgres;Pooling=false"), $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? postgres, string folder, string file)
    {
        await using var services = new ServiceCollection().AddRolloutDb(postgres, folder).BuildServiceProvider();
        var dbs = services.GetRequiredService<IDbContextFactory<RolloutDb>>();
        await using (var db = await dbs.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }

        var (bare, first, again) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            await ForgetAsync(dbs);
            await new ImportBranches(dbs).RunAsync(new MemoryStream("name;country\nGent;BE\nUtrecht;NL\n"u8.ToArray()), preview: false);
            var times = new[] { await TimeAsync(() => BareAsync(dbs, file)), await TimeAsync(() => ImportAsync(dbs, file)), await TimeAsync(() => ImportAsync(dbs, file)) };
            if (round > 0) // the first is for warming up
            {
                bare.Add(times[0]);
                first.Add(times[1]);
                again.Add(times[2]);
            }
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {People:N0} people, parsed and put in a bare table {Median(bare):N0} ms; imported {Median(first):N0} ms, {Median(first) / Median(bare):N2} times; imported again, all known {Median(again):N0} ms, {Median(again) / Median(bare):N2} times"));
    }

    // On PostgreSQL people are not deleted one by one, because each would be looked for in every table that names one; branches name their director and go with them.
    private static async Task ForgetAsync(IDbContextFactory<RolloutDb> dbs)
    {
        await using var db = await dbs.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? "DELETE FROM people_before; DELETE FROM people; DELETE FROM branches" : "TRUNCATE people, branches CASCADE");
    }

    private static async Task ImportAsync(IDbContextFactory<RolloutDb> dbs, string file)
    {
        await using var stream = File.OpenRead(file);
        var result = await new ImportPeople(dbs, new FindLooseEnds(dbs, [], TimeProvider.System.ToClock()), TimeProvider.System.ToClock()).RunAsync(stream, preview: false);
        if (result.Created + result.Merged != People)
        {
            throw new InvalidOperationException($"{result.Created} created, {result.Merged} merged");
        }
    }

    private static async Task BareAsync(IDbContextFactory<RolloutDb> dbs, string file)
    {
        await using var db = await dbs.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var names = string.Join(", ", Enumerable.Range(0, Columns).Select(i => $"c{i}"));
        await ExecuteOnAsync(connection, $"DROP TABLE IF EXISTS bare; CREATE TABLE bare ({string.Join(", ", Enumerable.Range(0, Columns).Select(i => $"c{i} text"))})");
        using var text = new StreamReader(file, Encoding.UTF8);
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" });
        await csv.ReadAsync();
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"COPY bare ({names}) FROM STDIN (FORMAT BINARY)");
            while (await csv.ReadAsync())
            {
                await copy.StartRowAsync();
                for (var i = 0; i < Columns; i++)
                {
                    await copy.WriteAsync(csv[i]);
                }
            }

            await copy.CompleteAsync();
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO bare ({names}) VALUES ({string.Join(", ", Enumerable.Range(0, Columns).Select(i => $"$c{i}"))})";
        for (var i = 0; i < Columns; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"$c{i}", ""));
        }

        await insert.PrepareAsync();
        while (await csv.ReadAsync())
        {
            for (var i = 0; i < Columns; i++)
            {
                insert.Parameters[i].Value = csv[i];
            }

            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static string WriteFile(string folder)
    {
        var file = Path.Combine(folder, "people.csv");
        using var text = new StreamWriter(file, append: false, Encoding.UTF8);
        text.WriteLine("Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Mobiel;Filiaal;Functie;In dienst sinds;FTE;Pc-werkplek");
        for (var i = 1; i <= People; i++)
        {
            var email = i % 4 == 0 ? "" : $"p{i}@voorbeeld.be";
            text.WriteLine($"{i:0000000};Zoë;van der;Linden;{email};+3247{i:0000000};{(i % 2 == 0 ? "Gent" : "Utrecht")};Monteur;{1 + (i % 28):00}-10-2023;0,8;N");
        }

        return file;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await ExecuteOnAsync(connection, sql);
        }
    }

    private static async Task ExecuteOnAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
