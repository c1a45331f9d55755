using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Outbox;

/// <summary>
/// The real program, killed while it sends and started again: what it had claimed is free at once. A ledger says what each message came to.
/// </summary>
public sealed class KilledProcessTests
{
    private const int Each = 400;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_killed_program_loses_nothing_and_never_doubles_a_nudge(Database kind)
    {
        using var database = AProgram.Queued(kind, Each);
        await using var ledger = new SmtpSink();
        var smtp = AProgram.Smtp(ledger.Port);

        using (var first = AProgram.Start(database, smtp))
        {
            await AProgram.UntilAsync(() => ledger.Mails.Count > Each / 2, first);
            first.Kill();
            await first.WaitForExitAsync();
        }

        using (var second = AProgram.Start(database, smtp))
        {
            await AProgram.UntilAsync(() => AProgram.Waiting(database) == 0, second);
            second.Kill();
            await second.WaitForExitAsync();
        }

        var arrived = ledger.Mails.GroupBy(AProgram.MessageId).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(AProgram.Messages(database), message =>
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
        Assert.True(AProgram.Messages(database).Count(m => m.State == OutboxState.Unknown) <= 20 * 3, "More nudges are in doubt than a group for each connection.");
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task In_the_folder_every_message_is_there_once_and_whole(Database kind)
    {
        using var database = AProgram.Queued(kind, Each);
        var mails = Path.Combine(database.Folder, "mails");
        using (var first = AProgram.Start(database, []))
        {
            await AProgram.UntilAsync(() => Directory.Exists(mails) && Directory.GetFiles(mails, "*.eml").Length > Each / 2, first);
            first.Kill();
            await first.WaitForExitAsync();
        }

        using (var second = AProgram.Start(database, []))
        {
            await AProgram.UntilAsync(() => AProgram.Waiting(database) == 0, second);
            second.Kill();
            await second.WaitForExitAsync();
        }

        var files = Directory.GetFiles(mails, "*.eml").ToLookup(f => Path.GetFileNameWithoutExtension(f)[^32..]);
        foreach (var message in AProgram.Messages(database))
        {
            var theirs = files[$"{message.Id.Value:N}"].ToList();
            Assert.True(theirs.Count == 1 || (message.State == OutboxState.Unknown && theirs.Count == 0), $"A {message.Kind} that is {message.State} is there {theirs.Count} times.");
            Assert.All(theirs, file => Assert.EndsWith("--\r\n", File.ReadAllText(file), StringComparison.Ordinal));
        }
    }
}
