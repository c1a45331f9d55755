using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>The real program in a process of its own, with messages to send.</summary>
internal static class AProgram
{
    private static readonly Instant LongAgo = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant Far = Instant.FromUtc(2090, 1, 1, 0, 0);

    /// <summary>The settings that send to a sink.</summary>
    public static Dictionary<string, string> Smtp(int port) => new()
    {
        ["Mail__Postbox"] = "smtp", ["Mail__Host"] = "127.0.0.1", ["Mail__Security"] = "none", ["Mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Asks it to stop, as systemd and container engines do.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> StopAsync(Process process)
    {
        var since = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return since.Elapsed;
    }

    /// <summary>A database with so many service mails and as many nudges, all due.</summary>
    public static TestDatabase Queued(Database kind, int each)
    {
        var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var person = A.Person(branch);
        var letter = EmailBuilder.Write(A.Rollout(), Localizer.In("en"), "Jan", "A seat on Monday", "You asked for it.", "There is a seat for you.");
        database.Given([A.Rollout(), branch, person, .. Enumerable.Range(0, each).SelectMany(i => Pair(i, person, letter))]);
        return database;
    }

    private static object[] Pair(int i, Person person, Rollout.Notifications.Mail.EmailContent letter) =>
    [
        OutboxMessage.ServiceMail($"service-{i}", "test", EmailBuilder.To(person), letter, LongAgo),
        OutboxMessage.Nudge(OutboxMessageId.New(), $"nudge-{i}", "test", EmailBuilder.To(person), letter, LongAgo, LongAgo, Far),
    ];

    /// <summary>Serves the database.</summary>
    public static Process Start(TestDatabase database, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rollout.dll"), "--data", database.Folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (database.Postgres is { } postgres)
        {
            start.Environment["ConnectionStrings__Rollout"] = postgres;
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static int Waiting(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return db.Outbox.Count(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed);
    }

    public static List<OutboxMessage> Messages(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return [.. db.Outbox.AsNoTracking()];
    }

    public static string MessageId(string mail) =>
        mail.Split("\r\n").Single(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split('<', '>')[1];

    // Another process's work is waited for by looking; it gives up when that process ended.
    public static async Task UntilAsync(Func<bool> done, Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!done())
        {
            Assert.False(process.HasExited, "The program ended by itself.");
            await Task.Delay(20, patience.Token);
        }
    }
}
