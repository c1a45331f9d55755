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
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>
/// A report of 100,000 accounts taken over, against parsing it with CsvHelper and one bare bulk insert of as many rows; the same report again; the figures of two years of days for
/// 100,000 people against 1,000; and the memory that an import needs. Also on PostgreSQL when <c>ROLLOUT_TEST_POSTGRES</c> names a server.
/// </summary>
public static class ParticipationBenchmark
{
    private const int Rounds = 3;
    private const int Branches = 30;
    private const int Days = 730;

    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(output, "SQLite", null);
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await MeasureAsync(output, "PostgreSQL", server);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? server)
    {
        await using var host = await BenchHost.StartAsync(server);
        await EmployAsync(host, 100_000);
        var (file, small) = (Report(host, 100_000), Report(host, 10_000));
        var (bare, first, again) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            await EmptyAsync(host);
            var times = new[] { await TimeAsync(() => BareAsync(host, file)), await TimeAsync(() => ImportAsync(host, file)), await TimeAsync(() => ImportAsync(host, file)) };
            if (round > 0) // the first is for warming up
            {
                bare.Add(times[0]);
                first.Add(times[1]);
                again.Add(times[2]);
            }
        }

        await EmptyAsync(host);
        var (peakOfSmall, peak) = (await PeakAsync(() => ImportAsync(host, small)), await PeakAsync(() => ImportAsync(host, file)));
        var (few, many) = (await PageAsync(host, 1_000), await PageAsync(host, 100_000));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: 100,000 rows parsed and put in a bare table {Median(bare):N0} ms; taken over {Median(first):N0} ms, {Median(first) / Median(bare):N2} times; the same again {Median(again):N0} ms, {Median(again) / Median(first):N2} of the first; memory above the start: 10,000 rows {peakOfSmall:N0} MB, 100,000 rows {peak:N0} MB; {Days} days of {Branches} branches: 1,000 people {few:N0} ms, 100,000 people {many:N0} ms, {many / few:N2} times"));
    }

    private static async Task EmployAsync(BenchHost host, int people)
    {
        await using var db = host.Open();
        var branches = Enumerable.Range(0, Branches).Select(i => Branch.Open($"Vestiging {i}", $"V{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}", "BE", host.Branch.Zone, i + 2)).ToList();
        db.AddRange(branches);
        await db.SaveChangesAsync();
        for (var from = 0; from < people; from += 10_000)
        {
            db.ChangeTracker.Clear();
            db.AddRange(Enumerable.Range(from, 10_000).Select(i => Person.Employ(branches[i % Branches].Id, "Zoë", "van der", "Linden", $"N{i:0000000}", $"p{i}@voorbeeld.be", null)));
            await db.SaveChangesAsync();
        }
    }

    private static byte[] Report(BenchHost host, int rows)
    {
        var day = host.Now.InUtc().Date.PlusDays(-2);
        var text = new StringBuilder("Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Posted Count,Read Count,Liked Count,Assigned Products,Report Period\n");
        for (var i = 0; i < rows; i++)
        {
            var last = i % 3 == 0 ? "" : day.PlusDays(-(i % 28)).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{day:uuuu-MM-dd},p{i}@voorbeeld.be,Zoë van der Linden,Active,2024-10-01,{last},{i % 5},{i % 90},{i % 4},MICROSOFT 365 F3,30\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task ImportAsync(BenchHost host, byte[] file)
    {
        await using var stream = new MemoryStream(file);
        var result = await new ImportActivity(host.Services.GetRequiredService<IDbContextFactory<RolloutDb>>(), TimeProvider.System.ToClock()).RunAsync(stream, preview: false);
        if (result.Report is not { Unmatched: 0, Matched: > 0 })
        {
            throw new InvalidOperationException($"{result.Refusal}, {result.Report?.Matched} matched");
        }
    }

    private static async Task BareAsync(BenchHost host, byte[] file)
    {
        await using var connection = host.Connect();
        await connection.OpenAsync();
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS bare; CREATE TABLE bare (a text, b text, c text, d text, e text, f text, g text, h text, i text, j text, k text)");
        using var csv = new CsvParser(new StreamReader(new MemoryStream(file), Encoding.UTF8), new CsvConfiguration(CultureInfo.InvariantCulture));
        await csv.ReadAsync();
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync("COPY bare FROM STDIN (FORMAT BINARY)");
            while (await csv.ReadAsync())
            {
                await copy.StartRowAsync();
                for (var i = 0; i < 11; i++)
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
        insert.CommandText = $"INSERT INTO bare VALUES ({string.Join(", ", Enumerable.Range(0, 11).Select(i => $"$c{i}"))})";
        for (var i = 0; i < 11; i++)
        {
            insert.Parameters.Add(new SqliteParameter($"$c{i}", ""));
        }

        await insert.PrepareAsync();
        while (await csv.ReadAsync())
        {
            for (var i = 0; i < 11; i++)
            {
                insert.Parameters[i].Value = csv[i];
            }

            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>The figures of the page, for the lead: median of some times.</summary>
    private static async Task<double> PageAsync(BenchHost host, int people)
    {
        await EmptyAsync(host);
        await using (var db = host.Open())
        {
            var (last, each) = (host.Now.InUtc().Date.PlusDays(-2), people / Branches);
            var branches = await db.Branches.Where(b => b.Code != "GNT").Select(b => b.Id).ToListAsync();
            var report = ActivityReport.Of("viva-engage", last, 7);
            report.Take(ReportSays.Visited | ReportSays.Active, "", host.Now);
            db.Add(report);
            for (var day = 0; day < Days; day++)
            {
                db.AddRange(branches.Select((b, i) => new ParticipationSum("viva-engage", last.PlusDays(-day), b, GroupKind.Everyone, "", each, each * 3 / 4, 0, null, null, each * (30 + ((day + i) % 7)) / 100, null, null)));
            }

            await db.SaveChangesAsync();
        }

        var read = host.Services.GetRequiredService<ReadParticipation>();
        var times = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            times.Add(await TimeAsync(() => read.RunAsync(new ParticipationAsked(null, null, Figure.Active), ParticipationViewer.Lead)));
        }

        return Median([.. times.Skip(2)]);
    }

    private static async Task EmptyAsync(BenchHost host)
    {
        await using var db = host.Open();
        foreach (var table in new[] { "activity_statements", "activity_reports", "platform_accounts", "activity", "active_weeks", "participation_sums" })
        {
            await ExecuteAsync(db.Database.GetDbConnection(), $"DELETE FROM {table}");
        }
    }

    /// <summary>How much more managed memory is alive at the worst moment than at the start, in MB.</summary>
    private static async Task<double> PeakAsync(Func<Task> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (peak, done) = (before, false);
        var watching = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                await Task.Delay(20);
            }
        });
        await work();
        Volatile.Write(ref done, true);
        await watching;
        return (peak - before) / 1e6;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync();
        }

        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
