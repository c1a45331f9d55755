using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>The person who opened the link that stops their nudges.</summary>
/// <param name="MutedUntil">When all nudges may come again, if they are stopped for a while.</param>
/// <param name="Rules">The message types of the rules that wrote to them lately, and whether they stopped each.</param>
public sealed record NudgeStop(string GivenName, bool Stopped, Instant? MutedUntil, DateTimeZone Zone, IReadOnlyList<(string About, bool IsStopped)> Rules);

/// <summary>Finds the person in the token of a stop link.</summary>
public sealed class FindNudgeStop(IDbContextFactory<RolloutDb> dbs, LinkTokens links, IClock clock)
{
    private static readonly Duration RecentPeriod = Duration.FromDays(90);

    /// <returns>Null when the token is not ours or has expired, or the person left.</returns>
    public async Task<NudgeStop?> RunAsync(string? token, CancellationToken ct = default) =>
        await links.FindPersonAsync(NudgeEmails.Stop, token, ct) is { } person ? await FindAsync(person, ct) : null;

    internal async Task<NudgeStop?> FindAsync(PersonId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, since) = (clock.GetCurrentInstant(), clock.GetCurrentInstant() - RecentPeriod);
        var person = await db.People.Where(p => p.Id == id && p.Active).Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => new { p.GivenName, p.NudgesStoppedAt, b.Zone }).SingleOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var stops = await db.NudgeOptOuts.AsNoTracking().Where(o => o.Person == id && (o.Until == null || o.Until > now)).ToListAsync(ct);
        var lately = await db.Outbox.Where(m => m.Person == id && m.Kind == OutboxKind.Nudge && m.QueuedAt > since).Select(m => m.About).Distinct().ToListAsync(ct);
        var abouts = lately.Union(stops.Select(s => s.About).Where(a => a != NudgeOptOut.All)).Order(StringComparer.Ordinal);
        return new NudgeStop(
            person.GivenName, person.NudgesStoppedAt is not null, stops.Find(s => s.About == NudgeOptOut.All)?.Until, person.Zone, [.. abouts.Select(a => (a, stops.Exists(s => s.About == a)))]);
    }
}

/// <summary>Stops or resumes the nudges of the person in a link token. The token gives exactly this permission. Idempotent.</summary>
public sealed class StopNudges(NudgeChoices choices, LinkTokens links)
{
    /// <param name="what">As <see cref="NudgeChoices.RunAsync"/> takes it.</param>
    /// <returns>False when the token is not ours or has expired, or the person left.</returns>
    public async Task<bool> RunAsync(string? token, string what, CancellationToken ct = default) =>
        await links.FindPersonAsync(NudgeEmails.Stop, token, ct) is { } id && await choices.RunAsync(id, what, ct);
}

/// <summary>What a person wants of nudges: all, none, none for a month, or all but some rules. Service mails follow from their own actions and continue.</summary>
public sealed class NudgeChoices(IDbContextFactory<RolloutDb> dbs, NudgeSettings settings, IClock clock)
{
    public const string Stop = "no";
    public const string Welcome = "yes";
    public const string Month = "month";
    private static readonly Duration Muted = Duration.FromDays(30);

    /// <param name="what"><see cref="Stop"/>, <see cref="Welcome"/>, <see cref="Month"/>, or the message type of the one rule to stop.</param>
    /// <returns>False when the person left.</returns>
    public async Task<bool> RunAsync(PersonId person, string what, CancellationToken ct = default)
    {
        if (what is Stop or Welcome && !await settings.WelcomeAsync(person, what == Welcome, ct))
        {
            return false;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (what is Stop || !await db.People.AnyAsync(p => p.Id == person && p.Active, ct))
        {
            return what is Stop;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(person, ct);
        var about = what == Month ? NudgeOptOut.All : what;
        await db.NudgeOptOuts.Where(o => o.Person == person && (what == Welcome || o.About == about)).ExecuteDeleteAsync(ct);
        if (what != Welcome && (what == Month || await db.Outbox.AnyAsync(m => m.Person == person && m.About == about, ct)))
        {
            var now = clock.GetCurrentInstant();
            db.NudgeOptOuts.Add(new NudgeOptOut(person, about, now, what == Month ? now + Muted : null));
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }
}
