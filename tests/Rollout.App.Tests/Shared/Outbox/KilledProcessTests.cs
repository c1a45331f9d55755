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

/// <summary>The real program, killed while sending and restarted. A ledger records the outcome of each message.</summary>
public sealed class KilledProcessTests
{
    private const int Each = 400;
    private static readonly Instant LongAgo = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant Far = Instant.FromUtc(2090, 1, 1, 0, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_killed_program_loses_nothing_and_never_doubles_a_nudge(Database kind)
    {
        using var database = Queued(kind);
        await using var ledger = new SmtpSink();
        Dictionary<string, string> smtp = new()
        {
            ["Mail__Postbox"] = "smtp", ["Mail__Host"] = "127.0.0.1", ["Mail__Security"] = "none",
            ["Mail__Port"] = ledger.Port.ToString(CultureInfo.InvariantCulture),
        };

        using (var first = Start(database, smtp))
        {
            await UntilAsync(() => ledger.Mails.Count > Each / 2, first);
            first.Kill();
            await first.WaitForExitAsync();
        }

        LetLeasesRunOut(database);
        using (var second = Start(database, smtp))
        {
            await UntilAsync(() => Waiting(database) == 0, second);
            second.Kill();
            await second.WaitForExitAsync();
        }

        var arrived = ledger.Mails.GroupBy(MessageId).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(Messages(database), message =>
        {
            var times = arrived.GetValueOrDefault($"{message.Id.Value:N}@localhost");
            switch (message.Kind, message.State)
            {
                case (OutboxKind.Service, OutboxState.Sent):
                    Assert.InRange(times, 1, 2); // twice only with the same Message-ID
                    break;
                case (OutboxKind.Nudge, OutboxState.Sent):
                    Assert.Equal(1, times);
                    break;
                case (OutboxKind.Nudge, OutboxState.Unknown):
                    Assert.InRange(times, 0, 1);
                    break;
                default:
                    Assert.Fail($"A {message.Kind} ended {message.State}: {message.FailureReason}");
                    break;
            }
        });
        Assert.True(Messages(database).Count(m => m.State == OutboxState.Unknown) <= 20 * 3, "More nudges are in doubt than a group for each connection.");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task In_the_folder_every_message_is_there_once_and_whole(Database kind)
    {
        using var database = Queued(kind);
        var mails = Path.Combine(database.Folder, "mails");
        using (var first = Start(database, []))
        {
            await UntilAsync(() => Directory.Exists(mails) && Directory.GetFiles(mails, "*.eml").Length > Each / 2, first);
            first.Kill();
            await first.WaitForExitAsync();
        }

        LetLeasesRunOut(database);
        using (var second = Start(database, []))
        {
            await UntilAsync(() => Waiting(database) == 0, second);
            second.Kill();
            await second.WaitForExitAsync();
        }

        var files = Directory.GetFiles(mails, "*.eml").ToLookup(f => Path.GetFileNameWithoutExtension(f)[^32..]);
        foreach (var message in Messages(database))
        {
            var theirs = files[$"{message.Id.Value:N}"].ToList();
            Assert.True(theirs.Count == 1 || (message.State == OutboxState.Unknown && theirs.Count == 0), $"A {message.Kind} that is {message.State} is there {theirs.Count} times.");
            Assert.All(theirs, file => Assert.EndsWith("--\r\n", File.ReadAllText(file), StringComparison.Ordinal));
        }
    }

    private static TestDatabase Queued(Database kind)
    {
        var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var person = A.Person(branch);
        var letter = EmailBuilder.Write(A.Rollout(), Localizer.In("en"), "Jan", "A seat on Monday", "You asked for it.", "There is a seat for you.");
        database.Given([A.Rollout(), branch, person, .. Enumerable.Range(0, Each).SelectMany(i => Pair(i, person, letter))]);
        return database;
    }

    private static object[] Pair(int i, Person person, Rollout.Notifications.Mail.EmailContent letter) =>
    [
        OutboxMessage.ServiceMail($"service-{i}", "test", EmailBuilder.To(person), letter, LongAgo),
        OutboxMessage.Nudge(OutboxMessageId.New(), $"nudge-{i}", "test", EmailBuilder.To(person), letter, LongAgo, LongAgo, Far),
    ];

    private static Process Start(TestDatabase database, Dictionary<string, string> settings)
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

    // A lease is ten minutes of real time; the rest of it is removed.
    private static void LetLeasesRunOut(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        db.Outbox.Where(m => m.State == OutboxState.Claimed).ExecuteUpdate(m => m.SetProperty(x => x.ClaimedUntil, LongAgo));
    }

    private static int Waiting(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return db.Outbox.Count(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed);
    }

    private static List<OutboxMessage> Messages(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return [.. db.Outbox.AsNoTracking()];
    }

    private static string MessageId(string mail) =>
        mail.Split("\r\n").Single(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split('<', '>')[1];

    // Polls for another process's work, and gives up when that process has ended.
    private static async Task UntilAsync(Func<bool> done, Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!done())
        {
            Assert.False(process.HasExited, "The program ended by itself.");
            await Task.Delay(20, patience.Token);
        }
    }
}
