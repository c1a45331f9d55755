using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Extensions;
using Npgsql;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Shared.Outbox;
using Rollout.Domain;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Benchmarks;

/// <summary>
/// 2,000 mails through the outbox (write, claim, guard, render, send, settle) against two things. WolverineFx writes and sends the same mails with its EF Core
/// outbox, over as many connections to the same mail server on loopback. The bare transport renders and sends them without a database. The runs of all three
/// alternate; the figures are medians.
/// </summary>
public static class OutboxBenchmark
{
    // Until the runtime has compiled what is measured for the last time.
    private const int WarmUp = 4;
    private const int Rounds = 9;
    private const int Mails = 2000;
    private const int Connections = 8;
    private static readonly IClock Clock = TimeProvider.System.ToClock();
    private static readonly MailRenderer Renderer = new(new Sender("rollout@debrug.example"), Clock);

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        try
        {
            var server = Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES");
            foreach (var postgres in server is null ? [null] : (string?[])[null, server])
            {
                await using var sink = new SmtpSink();
                var settings = new MailSettings { Postbox = "smtp", Host = "127.0.0.1", Port = sink.Port, Security = "none", Connections = Connections };
                await MeasureAsync(
                    output, $"SMTP, {Connections} connections", folder, postgres, sink.Mails.Clear, () => new SmtpTransport(settings, "rollout.debrug.example", SmtpTimeouts.Default), peer: true);
            }

            var files = Path.Combine(folder, "mails");
            await MeasureAsync(output, "folder", folder, null, () => Empty(files), () => new EmlFileTransport(files), peer: false);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string folder, string? server, Action clear, Func<IMailTransport> transport, bool peer)
    {
        await using var database = await BenchDatabase.MakeAsync(server, folder);
        await using var wolverine = peer ? await WolverineOutbox.StartAsync(database.Postgres, database.Folder, Renderer, transport(), Clock) : null;
        List<double> bare = [], whole = [], sending = [], theirs = [];

        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var messages = Messages(round);
            clear();
            bare.Add(await TimeAsync(() => BareAsync(transport(), messages)));
            clear();
            if (wolverine is not null)
            {
                theirs.Add(await TimeAsync(() => wolverine.SendAsync(messages)));
            }

            clear();
            var writing = await TimeAsync(() => database.WriteAsync(messages));
            sending.Add(await TimeAsync(() => Dispatcher(database, transport()).RunAsync()));
            whole.Add(writing + sending[^1]);
        }

        var (b, w, s) = (Median(bare), Median(whole), Median(sending));
        await output.WriteLineAsync(Line($"{name}, {(server is null ? "SQLite" : "PostgreSQL")}: bare transport {Mails / b:0} mails/s; sending from the outbox {Mails / s:0} mails/s, {b / s:0.00} of it"));
        if (wolverine is not null)
        {
            var t = Median(theirs);
            await output.WriteLineAsync(Line($"  writing and sending: ours {Mails / w:0} mails/s, WolverineFx {Mails / t:0} mails/s, {t / w:0.00} times its speed"));
        }
    }

    private static DispatchOutbox Dispatcher(BenchDatabase database, IMailTransport transport) => new(
        new OutboxStore(database.Contexts, [new ReachableGuard()], Clock), transport, Renderer, new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance), Clock,
        NullLogger<DispatchOutbox>.Instance);

    private static List<OutboxMessage> Messages(int round)
    {
        var now = Clock.GetCurrentInstant();
        var rollout = RolloutSettings.Start("De Brug", "Veldhuis & De Wit", RolloutSettings.DefaultBrand, ["nl"], "", DateTimeZone.Utc, isDemo: true, now);
        var content = EmailContent(rollout);
        return [.. Enumerable.Range(0, Mails).Select(i => OutboxMessage.ServiceMail($"bench-{round}-{i}", "bench", new Recipient(null, "bas@voorbeeld.be", "Bas de Groot"), content, now))];
    }

    private static EmailContent EmailContent(RolloutSettings rollout) =>
        EmailBuilder.Write(rollout, Localizer.In("nl"), "Bas", "Een plaats voor jou", "Je vroeg erom.", "Er is een plaats voor je.", "Tot dan.");

    private static async Task BareAsync(IMailTransport transport, List<OutboxMessage> messages) => await Task.WhenAll(
        messages.Chunk((messages.Count + transport.MaxConnections - 1) / transport.MaxConnections).Select(async part =>
        {
            await using var render = Renderer.Open();
            await using var session = transport.Open();
            foreach (var message in part)
            {
                using var mail = await render.RenderAsync(message);
                await session.SendAsync(mail, CancellationToken.None);
            }
        }));

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> values) => values.Skip(WarmUp).Order().ElementAt(Rounds / 2);

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A database for one measurement, removed afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string? _server;

    private BenchDatabase(string? server, string? postgres, string folder)
    {
        (_server, Postgres, Folder) = (server, postgres, folder);
        _services = new ServiceCollection().AddRolloutDb(postgres, folder).BuildServiceProvider();
    }

    public string? Postgres { get; }

    public string Folder { get; }

    public IDbContextFactory<RolloutDb> Contexts => _services.GetRequiredService<IDbContextFactory<RolloutDb>>();

    public static async Task<BenchDatabase> MakeAsync(string? server, string folder)
    {
        var name = $"bench_{Guid.CreateVersion7():N}";
        if (server is not null)
        {
            await ExecuteAsync(server, $"CREATE DATABASE {name}");
        }

        var database = new BenchDatabase(server, server is null ? null : $"{server};Database={name}", Directory.CreateDirectory(Path.Combine(folder, name)).FullName);
        await using var db = await database.Contexts.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        return database;
    }

    public async Task WriteAsync(IEnumerable<OutboxMessage> messages)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        db.AddRange(messages);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(_server, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(Postgres).Database} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
