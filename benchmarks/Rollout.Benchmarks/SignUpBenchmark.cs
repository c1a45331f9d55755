using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>
/// Sign-ups through the real endpoint, each with its confirmation queued, against the minimum: one transaction that inserts one row into the same database,
/// with the same durability and concurrency. On SQLite both queue in memory, because waiting inside SQLite means polling. Interleaved rounds, medians, and the
/// ratio. Client and server share the machine.
/// </summary>
public static partial class SignUpBenchmark
{
    private const int WarmingUp = 40;
    private const int Rounds = 7;
    private const int Each = 1_000;
    private const int AtOnce = 64;

    // Nobody has to wait for a seat.
    private const int Infosessions = 120;

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
        var (people, sessions) = await FillAsync(host);
        var links = host.Services.GetRequiredService<LinkTokens>();
        var keys = people.Select(p => links.Create(RegistrationKeys.SignUp, p.Id, Duration.FromDays(1))).ToArray();
        await BenchHost.ExecuteAsync(host.Connect(), "CREATE TABLE bare (id integer PRIMARY KEY, person varchar(40), state varchar(20), at bigint)");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = AtOnce }) { BaseAddress = host.Address };
        var (cookie, token) = await TokenAsync(http, sessions[0], keys[0]);
        using var turns = host.Postgres is null ? new SemaphoreSlim(1, 1) : new SemaphoreSlim(AtOnce, AtOnce);
        var (bare, real) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            var first = round * Each;
            var bareRate = await RateAsync(() => BareAsync(host, turns), first);
            var realRate = await RateAsync(() => Task.FromResult<(Func<int, Task>, DbConnection?)>((i => SignUpAsync(http, sessions[i % sessions.Count], keys[i], cookie, token), null)), first);
            if (round >= WarmingUp)
            {
                bare.Add(bareRate);
                real.Add(realRate);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: bare inserts {Median(bare):N0}/s, sign-ups over HTTP {Median(real):N0}/s, ratio {Median(real) / Median(bare):0.00} ({AtOnce} at once, {sessions.Count} infosessions, median of {Rounds} rounds of {Each:N0} after {WarmingUp} to warm up)"));
    }

    private static async Task<(IReadOnlyList<Person> People, IReadOnlyList<Infosession> Sessions)> FillAsync(BenchHost host)
    {
        var topic = Topic.Add("De Brug in je werkdag", "Wat het is.", 60, 14, "nl", host.Now);
        topic.Open([], host.Now);
        var people = Enumerable.Range(0, (WarmingUp + Rounds) * Each).Select(i => Person.Employ(host.Branch.Id, "Medewerker", "", $"Nr{i}", $"P{i:00000}", $"m{i}@voorbeeld.be", null)).ToList();
        var sessions = Enumerable.Range(0, Infosessions).Select(n => host.Session(topic, n, 500)).ToList();
        await using var db = host.Open();
        db.Add(topic);
        db.AddRange(people);
        db.AddRange(sessions);
        await db.SaveChangesAsync();
        return (people, sessions);
    }

    private static async Task<(string Cookie, string Token)> TokenAsync(HttpClient http, Infosession session, string key)
    {
        using var page = await http.GetAsync($"/infosessions/{session.Id.Value}/sign-up?key={Uri.EscapeDataString(key)}");
        var cookies = page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]);
        return (string.Join("; ", cookies), Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);
    }

    private static async Task SignUpAsync(HttpClient http, Infosession session, string key, string cookie, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/infosessions/{session.Id.Value}/registration")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = key, ["__RequestVerificationToken"] = token }),
        };
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        if (answer.Headers.Location?.OriginalString.Contains("/ticket", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"Someone did not get their seat: {answer.StatusCode} {answer.Headers.Location}");
        }
    }

    private static async Task<(Func<int, Task> Act, DbConnection? Held)> BareAsync(BenchHost host, SemaphoreSlim turns)
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

        return (i => InsertAsync(connection, turns, i), connection);
    }

    private static async Task InsertAsync(DbConnection connection, SemaphoreSlim turns, int i)
    {
        await turns.WaitAsync();
        try
        {
            await InsertAsync(connection, i);
        }
        finally
        {
            turns.Release();
        }
    }

    private static async Task InsertAsync(DbConnection connection, int i)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO bare VALUES ({i}, '0192f0c8-3e4d-7c58-b7b8-015510986bf5', 'Registered', 1795000000000)");
        await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task<double> RateAsync(Func<Task<(Func<int, Task> Act, DbConnection? Held)>> open, int first)
    {
        var acts = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => open()));
        var next = first - 1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(acts.Select(act => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < first + Each; i = Interlocked.Increment(ref next))
            {
                await act.Act(i);
            }
        })));
        var rate = Each / watch.Elapsed.TotalSeconds;
        foreach (var held in acts.Select(a => a.Held).OfType<DbConnection>())
        {
            await held.DisposeAsync();
        }

        return rate;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
