using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>Why someone got a message, and the facts that decided it.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="EmailContent">The mail as it was sent, as JSON.</param>
/// <param name="Others">Their other messages of the last ninety days, newest first.</param>
public sealed record Why(
    string Rule, string EmailContent, Instant QueuedAt, string Name, string BranchName, DateTimeZone Zone, string Email, string? Language, WorkType WorkType, bool Stopped, IReadOnlyList<OtherMessage> Others);

/// <summary>Another message.</summary>
public sealed record OtherMessage(string Subject, Instant At);

/// <summary>Finds the explanation behind the link "what we know about you" in a nudge.</summary>
public sealed class FindNudgeExplanation(IDbContextFactory<RolloutDb> dbs, LinkTokens links, IClock clock)
{
    private static readonly Duration Period = Duration.FromDays(90);

    /// <returns>Null when the token is not ours or has expired, or the message or person is gone.</returns>
    public async Task<Why?> RunAsync(string? token, CancellationToken ct = default)
    {
        if (links.ReadThing(NudgeEmails.Why, token) is not { } thing)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var id = new OutboxMessageId(thing);
        var since = clock.GetCurrentInstant() - Period;
        var found = await (
            from message in db.Outbox
            join person in db.People on message.Person equals person.Id
            join branch in db.Branches on person.Branch equals branch.Id
            where message.Id == id && person.Active
            select new { message, person, branch }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var others = await db.Outbox
            .Where(m => m.Person == found.person.Id && m.Id != id && m.State == OutboxState.Sent && m.SettledAt > since)
            .OrderByDescending(m => m.SettledAt)
            .Take(20)
            .Select(m => new OtherMessage(m.Subject, m.SettledAt))
            .ToListAsync(ct);
        var (who, where) = (found.person, found.branch);
        return new Why(
            found.message.About, found.message.EmailContent, found.message.QueuedAt, who.Name, where.Name, where.Zone, found.message.Address, who.Language, who.WorkType, who.NudgesStoppedAt is not null, others);
    }
}
