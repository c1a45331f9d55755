using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Extensions;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.App.Shared.Outbox;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Benchmarks;

/// <summary>
/// Sending through the outbox (claim, guard, render, send, settle) against rendering the same mails and handing them to the bare transport over as many
/// connections. SQLite, folder and a mail server on loopback, interleaved rounds, medians, and the ratio.
/// </summary>
public static class OutboxBenchmark
{
    private const int Rounds = 3;
    private static readonly IClock Clock = TimeProvider.System.ToClock();
    private static readonly MailRenderer Compose = new(new Sender("rollout@debrug.example"), Clock);

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        await using var sink = new SmtpSink();
        try
        {
            await MeasureAsync(output, "folder", 2000, folder, () => new EmlFileTransport(Path.Combine(folder, "mails")));
            var smtp = new MailSettings { Postbox = "smtp", Host = "127.0.0.1", Port = sink.Port, Security = "none", Connections = 8 };
            await MeasureAsync(output, "SMTP, 8 connections", 500, folder, () => new SmtpTransport(smtp, "rollout.debrug.example", SmtpTimeouts.Default));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, int mails, string folder, Func<IMailTransport> postbox)
    {
        List<double> bare = [], outbox = [];
        for (var round = 0; round < Rounds; round++)
        {
            var data = Directory.CreateDirectory(Path.Combine(folder, Guid.CreateVersion7().ToString("N"))).FullName;
            await using var services = new ServiceCollection().AddRolloutDb(null, data).BuildServiceProvider();
            var dbs = services.GetRequiredService<IDbContextFactory<RolloutDb>>();
            var messages = await QueueAsync(dbs, mails);
            bare.Add(await TimeAsync(() => BareAsync(postbox(), messages)));
            var store = new OutboxStore(dbs, [new ReachableGuard()], Clock);
            outbox.Add(await TimeAsync(() => new DispatchOutbox(store, postbox(), Compose, new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance), Clock, NullLogger<DispatchOutbox>.Instance).RunAsync()));
        }

        var (one, other) = (Median(bare), Median(outbox));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: bare postbox {mails / one:0} mails/s; through the outbox {mails / other:0} mails/s; ratio {one / other:0.00} ({mails} mails, median of {Rounds})"));
    }

    private static async Task<List<OutboxMessage>> QueueAsync(IDbContextFactory<RolloutDb> dbs, int count)
    {
        await using var db = await dbs.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        var now = Clock.GetCurrentInstant();
        var rollout = RolloutSettings.Start("De Brug", "Veldhuis & De Wit", RolloutSettings.DefaultBrand, ["nl"], "", DateTimeZone.Utc, isDemo: true, now);
        var branch = Branch.Open("Gent", "GNT", "BE", DateTimeZone.Utc, 1);
        var person = Person.Employ(branch.Id, "Bas", "de", "Groot", "1", "bas@voorbeeld.be", null);
        var letter = EmailBuilder.Write(rollout, Localizer.In("nl"), "Bas", "Een plaats voor jou", "Je vroeg erom.", "Er is een plaats voor je.", "Tot dan.");
        var messages = Enumerable.Range(0, count).Select(i => OutboxMessage.ServiceMail($"bench-{i}", "bench", EmailBuilder.To(person), letter, now)).ToList();
        db.AddRange(rollout, branch, person);
        db.AddRange(messages);
        await db.SaveChangesAsync();
        return messages;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task BareAsync(IMailTransport postbox, List<OutboxMessage> messages) => await Task.WhenAll(
        messages.Chunk((messages.Count + postbox.MaxConnections - 1) / postbox.MaxConnections).Select(async part =>
        {
            await using var composing = Compose.Open();
            await using var round = postbox.Open();
            foreach (var message in part)
            {
                using var mail = await composing.RenderAsync(message);
                await round.SendAsync(mail, CancellationToken.None);
            }
        }));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
