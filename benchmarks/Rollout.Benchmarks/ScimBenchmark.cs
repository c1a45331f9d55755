using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Rollout.Domain.Access;

namespace Rollout.Benchmarks;

/// <summary>
/// A directory that creates 1,000 people by SCIM, one after the other as directories do, against as many transactions that insert one row into the same database, as durable. Interleaved rounds,
/// medians, and the ratio. Client and server share the machine.
/// </summary>
public static class ScimBenchmark
{
    private const int WarmingUp = 3;
    private const int Rounds = 7;
    private const int Each = 1_000;

    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(output, "SQLite", null);
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await MeasureAsync(output, "PostgreSQL", server);
        }
        else
        {
            await output.WriteLineAsync("PostgreSQL: not measured, ROLLOUT_TEST_POSTGRES names no server");
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? server)
    {
        await using var host = await BenchHost.StartAsync(server);
        var secret = BearerToken.NewSecret();
        await using (var db = host.Open())
        {
            db.Add(ScimToken.Make("Directory", secret, host.Branch.Id, host.Facilitator.Id, host.Now));
            await db.SaveChangesAsync();
        }

        await BenchHost.ExecuteAsync(host.Connect(), "CREATE TABLE bare (id integer PRIMARY KEY, name varchar(40), email varchar(60), at bigint)");
        using var http = new HttpClient { BaseAddress = new Uri(host.Address, "/scim/v2/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        var (bare, real) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            var first = round * Each;
            await using var connection = await OpenAsync(host);
            var rates = (await RateAsync(i => InsertAsync(connection, i), first), await RateAsync(i => CreateAsync(http, i), first));
            if (round >= WarmingUp)
            {
                bare.Add(rates.Item1);
                real.Add(rates.Item2);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: bare inserts {ListPageBenchmark.Median(bare):N0}/s, people created by SCIM {ListPageBenchmark.Median(real):N0}/s, ratio {ListPageBenchmark.Median(real) / ListPageBenchmark.Median(bare):0.00} (median of {Rounds} rounds of {Each:N0} after {WarmingUp} to warm up)"));
    }

    private static async Task CreateAsync(HttpClient http, int i)
    {
        using var answer = await http.PostAsJsonAsync("Users", new
        {
            schemas = (string[])["urn:ietf:params:scim:schemas:core:2.0:User"],
            externalId = $"ext-{i}", userName = $"m{i}@voorbeeld.be", active = true, displayName = $"Sanne Nummer{i}",
            name = new { givenName = "Sanne", familyName = $"Nummer{i}" },
            emails = new[] { new { type = "work", primary = true, value = $"m{i}@voorbeeld.be" } },
        });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<DbConnection> OpenAsync(BenchHost host)
    {
        var connection = host.Connect();
        await connection.OpenAsync();
        if (host.Postgres is null)
        {
            // With the application's settings.
            await using var settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            await settings.ExecuteNonQueryAsync();
        }

        return connection;
    }

    private static async Task InsertAsync(DbConnection connection, int i)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO bare VALUES ({i}, 'Sanne Nummer', 'm{i}@voorbeeld.be', 1795000000000)");
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task<double> RateAsync(Func<int, Task> act, int first)
    {
        var watch = Stopwatch.StartNew();
        for (var i = first; i < first + Each; i++)
        {
            await act(i);
        }

        return Each / watch.Elapsed.TotalSeconds;
    }
}
