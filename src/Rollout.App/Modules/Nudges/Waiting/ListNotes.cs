using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Waiting;

/// <summary>A note to print.</summary>
internal sealed record PaperNote(OutboxMessageId Id, string Name, EmailContent Content);

/// <summary>The notes of one branch that wait for the printer.</summary>
internal sealed record BranchNotes(BranchId Id, string Name, IReadOnlyList<PaperNote> Notes);

/// <summary>Lists the notes to print: the lead sees all branches, a director their own.</summary>
internal sealed class ListNotes(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me)
{
    /// <param name="only">One branch; null for all that have notes.</param>
    public async Task<IReadOnlyList<BranchNotes>> RunAsync(BranchId? only = null, CancellationToken ct = default)
    {
        var user = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.Where(b => only == null || b.Id == only).OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        var theirs = branches.Where(b => user.SeesAll || user.Directs.Contains(b.Id)).ToDictionary(b => b.Id, b => b.Name);
        var messages = await waiting.ListAsync(db, Of(db, [.. theirs.Keys]), ct);
        var people = messages.Select(m => m.Person).ToList();
        var where = await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Branch, p.SortName }).ToDictionaryAsync(p => p.Id, ct);
        var notes = messages.OrderBy(m => where[m.Person!.Value].SortName, StringComparer.Ordinal)
            .ToLookup(m => where[m.Person!.Value].Branch, m => new PaperNote(m.Id, m.Name, JsonSerializer.Deserialize<EmailContent>(m.EmailContent)!));
        return [.. theirs.Where(b => only is not null || notes.Contains(b.Key)).Select(b => new BranchNotes(b.Key, b.Value, [.. notes[b.Key]]))];
    }

    internal static IQueryable<OutboxMessage> Of(RolloutDb db, IReadOnlyList<BranchId> branches) =>
        db.Outbox.Where(m => m.Channel == MessageChannel.Note && db.People.Any(p => p.Id == m.Person && branches.Contains(p.Branch)));
}

/// <summary>The notes of a branch were printed and are handed out.</summary>
internal sealed class NotePrinted(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me)
{
    /// <param name="printed">Those on the sheets: what came since is printed next time.</param>
    /// <returns>How many; null when the branch is not theirs.</returns>
    public async Task<int?> RunAsync(BranchId branch, IReadOnlyList<OutboxMessageId> printed, CancellationToken ct = default)
    {
        var user = await me.GetAsync(ct);
        if (!user.SeesAll && !user.Directs.Contains(branch))
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await waiting.DeliverAsync(db, ListNotes.Of(db, [branch]).Where(m => printed.Contains(m.Id)), ct);
    }
}
