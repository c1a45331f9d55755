using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Shared.Outbox.Returns;

/// <summary>What became of a mail that came back.</summary>
public enum ReturnOutcome
{
    /// <summary>Nothing a program understands, or about a mail that is not ours: left to a human.</summary>
    Left,

    /// <summary>Understood, and there was nothing to do: out of office, a delay, a report read before.</summary>
    NothingToDo,

    /// <summary>It counts: noted, and acted upon where that is right.</summary>
    Taken,
}

/// <summary>
/// Takes over a mail that came back. Only what names a message that really left, and its address, changes anything: everything else in such a mail can be forged. A mail is
/// taken once, however often it is read.
/// </summary>
public sealed class TakeReturnedMail(IDbContextFactory<RolloutDb> dbs, IEnumerable<IReturnHandler> handlers, IClock clock)
{
    /// <summary>An address whose mails were given up this often in a month gets no more.</summary>
    public const int MostGivenUp = 3;

    private static readonly Duration Month = Duration.FromDays(30);

    public async Task<ReturnOutcome> RunAsync(MimeMessage mail, CancellationToken ct = default)
    {
        var read = ReturnReader.Read(mail);
        if (read.Kind is ReturnKind.Automatic or ReturnKind.Delayed or ReturnKind.Other)
        {
            return read.Kind == ReturnKind.Other ? ReturnOutcome.Left : ReturnOutcome.NothingToDo;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var key = await KeyOfAsync(mail, ct);
        if (await db.MailReports.AnyAsync(r => r.Key == key, ct))
        {
            return ReturnOutcome.NothingToDo;
        }

        var about = await FindAsync(db, read.MessageId, ct);
        if (read.Kind == ReturnKind.Declined ? !read.IsAbout(SenderOf(mail)) : about is null)
        {
            return ReturnOutcome.Left;
        }

        foreach (var handler in handlers.Where(h => h.Kind == read.Kind))
        {
            await handler.HandleAsync(read, about, ct);
        }

        return await NoteAsync(db, key, read, about, ct);
    }

    private async Task<ReturnOutcome> NoteAsync(RolloutDb db, string key, ReturnedMail read, OutboxMessage? about, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var address = (about?.Address ?? read.Addresses?[0] ?? "").ToLowerInvariant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.MailReports.Add(new MailReport(key, read.Kind, about?.Id, address, read.Detail ?? "", now));
        await db.SaveChangesAsync(ct);

        // Where a forwarded mail bounced is no address of theirs.
        if (about is not null && (read.IsAbout(address) || read.Addresses is null or []) && read.Kind is ReturnKind.NoSuchMailbox or ReturnKind.NotNow)
        {
            await SuppressIfHopelessAsync(db, read, address, now, ct);
        }

        if (read.Kind is ReturnKind.NoSuchMailbox or ReturnKind.NotNow or ReturnKind.Policy or ReturnKind.Sender)
        {
            var why = read.Detail ?? read.Status;
            await db.Outbox.Where(m => m.Id == about!.Id && m.State == OutboxState.Sent)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Failed).SetProperty(m => m.FailureReason, why).SetProperty(m => m.SettledAt, now), ct);
        }

        await transaction.CommitAsync(ct);
        return ReturnOutcome.Taken;
    }

    private static async Task SuppressIfHopelessAsync(RolloutDb db, ReturnedMail read, string address, Instant now, CancellationToken ct)
    {
        var since = now - Month;
        var often = read.Kind == ReturnKind.NoSuchMailbox || await db.MailReports.CountAsync(r => r.Address == address && r.Kind == ReturnKind.NotNow && r.At > since, ct) >= MostGivenUp;
        if (often)
        {
            await SuppressAddress.RunAsync(db, address, read.Kind, read.Detail ?? read.Status ?? "", now, ct);
        }
    }

    // Our Message-IDs are the message's number at our domain.
    private static async Task<OutboxMessage?> FindAsync(RolloutDb db, string? messageId, CancellationToken ct) =>
        Guid.TryParseExact(messageId?.Split('@')[0], "N", out var id) ? await db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == new OutboxMessageId(id), ct) : null;

    private static string SenderOf(MimeMessage mail) => mail.From.Mailboxes.FirstOrDefault()?.Address ?? "";

    private static async Task<string> KeyOfAsync(MimeMessage mail, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, ct);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }
}
