using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Extensions;
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
/// How long a sign-in code takes until the server has accepted it, from its commit, while 10,000 nudges are due, a server takes two seconds for a mail, and one mail stalls in each lane.
/// </summary>
public static class CrowdBenchmark
{
    private const int Crowd = 10_000;
    private const int Codes = 15;
    private static readonly TimeSpan OneMail = TimeSpan.FromSeconds(2);
    private static readonly IClock Clock = TimeProvider.System.ToClock();

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        var server = Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES");
        foreach (var postgres in server is null ? [null] : (string?[])[null, server])
        {
            var waits = await MeasureAsync(postgres, folder);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{(postgres is null ? "SQLite" : "PostgreSQL")}: {Crowd:N0} nudges due, {OneMail.TotalSeconds:0} s a mail, one stalled mail in each lane: a code is accepted after {waits[waits.Count / 2].TotalSeconds:0.00} s (median), {waits[^1].TotalSeconds:0.00} s (worst of {Codes}), {waits[^1] / OneMail:0.00} times one mail (aim 3)"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<TimeSpan>> MeasureAsync(string? postgres, string folder)
    {
        await using var database = await BenchDatabase.MakeAsync(postgres, folder);
        var accepted = new ConcurrentDictionary<string, TaskCompletionSource>();
        await using var sink = new SmtpSink
        {
            BeforeReply = async mail =>
            {
                var subject = mail.Split("Subject: ")[1].Split('\r')[0];
                await Task.Delay(subject.StartsWith("stall", StringComparison.Ordinal) ? Timeout.InfiniteTimeSpan : OneMail);
                accepted.GetOrAdd(subject, _ => new TaskCompletionSource()).TrySetResult();
            },
        };
        var signal = new OutboxSignal();
        using var dispatcher = Dispatcher(database, sink, signal);
        await database.WriteAsync([Message("stall nudge", urgent: false), Message("stall code", urgent: true), .. Enumerable.Range(0, Crowd).Select(_ => Message("nudge", urgent: false))]);
        await dispatcher.StartAsync(CancellationToken.None);
        await accepted.GetOrAdd("nudge", _ => new TaskCompletionSource()).Task;
        var waits = new List<TimeSpan>();
        for (var i = 0; i < Codes; i++)
        {
            // At any moment of the crowd's mails.
            await Task.Delay(OneMail * Random.Shared.NextDouble());
            var subject = $"code-{i}";
            var since = Stopwatch.StartNew();
            await database.WriteAsync([Message(subject, urgent: true)]);
            signal.Raise();
            await accepted.GetOrAdd(subject, _ => new TaskCompletionSource()).Task;
            waits.Add(since.Elapsed);
        }

        await dispatcher.StopAsync(CancellationToken.None);
        waits.Sort();
        return waits;
    }

    private static OutboxDispatcher Dispatcher(BenchDatabase database, SmtpSink sink, OutboxSignal signal)
    {
        var settings = new MailSettings { Postbox = "smtp", Host = "127.0.0.1", Port = sink.Port, Security = "none" };
        var dispatch = new DispatchOutbox(
            new OutboxStore(database.Contexts, [new ReachableGuard()], Clock), new SmtpTransport(settings, "rollout.debrug.example", SmtpTimeouts.Default),
            new MailRenderer(new Sender("rollout@debrug.example"), Clock), new MailTransportStatus(Clock, NullLogger<MailTransportStatus>.Instance), Clock, NullLogger<DispatchOutbox>.Instance, signal);
        return new OutboxDispatcher(dispatch, signal, Clock, NullLogger<OutboxDispatcher>.Instance);
    }

    private static OutboxMessage Message(string subject, bool urgent)
    {
        var now = Clock.GetCurrentInstant();
        var rollout = RolloutSettings.Start("De Brug", "Veldhuis & De Wit", RolloutSettings.DefaultBrand, ["nl"], "", DateTimeZone.Utc, isDemo: true, now);
        var content = EmailBuilder.Write(rollout, Localizer.In("nl"), "Bas", subject, "Je vroeg erom.", "Kop.", "Tekst.");
        var (key, to) = (Guid.CreateVersion7().ToString(), new Recipient(null, "bas@voorbeeld.be", "Bas de Groot"));
        return urgent
            ? OutboxMessage.ServiceMail(key, "bench", to, content, now, uselessFrom: now + Duration.FromMinutes(10), urgent: true)
            : OutboxMessage.Nudge(OutboxMessageId.New(), key, "bench", to, content, now, now, now + Duration.FromDays(1));
    }
}
