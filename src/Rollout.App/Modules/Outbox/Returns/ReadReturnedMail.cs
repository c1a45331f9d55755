using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Returns;

namespace Rollout.App.Modules.Outbox.Returns;

/// <summary>
/// Looks for mail that came back: in the folder <c>returns</c> of the data folder, in the folder and in the mailbox of the settings. Files are moved to <c>done</c> or
/// <c>left</c> beside them, and deleted after a month.
/// </summary>
public sealed partial class ReadReturnedMail(
    IDbContextFactory<RolloutDb> dbs, TakeReturnedMail take, IOptions<ReturnSettings> settings, IOptions<MailSettings> mail, HostSettings host, IClock clock, ILogger<ReadReturnedMail> log)
{
    private static readonly Duration Kept = Duration.FromDays(30);
    private static readonly Duration ReportsKept = Duration.FromDays(90);

    // A younger file may still be being written.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private readonly ImapMailbox? _mailbox = settings.Value.Imap.Host is null ? null : new ImapMailbox(settings.Value.Imap, mail.Value);

    public async Task RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Rollouts.AnyAsync(ct))
        {
            return;
        }

        foreach (var folder in new[] { Path.Combine(host.DataFolder, "returns"), settings.Value.Folder }.OfType<string>().Select(f => new DirectoryInfo(f)).Where(f => f.Exists))
        {
            await ReadAsync(folder, ct);
        }

        await ForgetAsync(db, ct);
        if (_mailbox is not null)
        {
            Looked(log, await _mailbox.ReadAsync(async one => await take.RunAsync(one, ct) != ReturnOutcome.Left, ct));
        }
    }

    private async Task ReadAsync(DirectoryInfo folder, CancellationToken ct)
    {
        var before = (clock.GetCurrentInstant() - Kept).ToDateTimeUtc();
        foreach (var file in ReturnFiles.In(folder).Where(f => f.LastWriteTimeUtc < clock.GetCurrentInstant().ToDateTimeUtc() - Settled))
        {
            var outcome = ReturnOutcome.NothingToDo;
            await using (var content = file.OpenRead())
            {
                await foreach (var one in ReturnFiles.ReadAsync(content, ct))
                {
                    outcome = await take.RunAsync(one, ct) == ReturnOutcome.Left ? ReturnOutcome.Left : outcome;
                }
            }

            file.MoveTo(Path.Combine(folder.CreateSubdirectory(outcome == ReturnOutcome.Left ? "left" : "done").FullName, file.Name), overwrite: true);
        }

        foreach (var old in new[] { "done", "left" }.Select(name => new DirectoryInfo(Path.Combine(folder.FullName, name))).Where(d => d.Exists).SelectMany(d => d.GetFiles()).Where(f => f.LastWriteTimeUtc < before))
        {
            old.Delete();
        }
    }

    // An address that is nobody's any more need not be remembered.
    private async Task ForgetAsync(RolloutDb db, CancellationToken ct)
    {
        var before = clock.GetCurrentInstant() - ReportsKept;
        await db.MailReports.Where(r => r.At < before).ExecuteDeleteAsync(ct);
        await db.SuppressedAddresses.Where(a => !db.People.Any(p => p.Email == a.Address)).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Looked at {Count} mails that came back")]
    private static partial void Looked(ILogger logger, int count);
}
