using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Waiting;

/// <summary>The nudge that waits on the current user's start page, one at a time.</summary>
internal sealed class ShowMyNudge(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me)
{
    public async Task<(OutboxMessageId Id, EmailContent Content)?> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await waiting.ListAsync(db, Of(db, await me.GetAsync(ct)), ct);
        return mine is [var first, ..] ? (first.Id, JsonSerializer.Deserialize<EmailContent>(first.EmailContent)!) : null;
    }

    /// <summary>Visitors who have not proved who they are see nothing about someone's activity on the platform.</summary>
    internal static IQueryable<OutboxMessage> Of(RolloutDb db, CurrentUser user) =>
        db.Outbox.Where(m => m.Person == user.Id && m.Channel == MessageChannel.StartPage && (user.IsVerified || !m.Confidential));
}

/// <summary>The current user has seen a nudge: it is not shown again, and counts for their contact budget like one that was mailed.</summary>
internal sealed class SeeNudge(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me)
{
    public async Task RunAsync(OutboxMessageId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await waiting.DeliverAsync(db, ShowMyNudge.Of(db, await me.GetAsync(ct)).Where(m => m.Id == id), ct);
    }
}
