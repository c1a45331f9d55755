using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Sessions;

/// <summary>Begins, refreshes and ends the sessions in the database.</summary>
public sealed class SessionStore(IDbContextFactory<RolloutDb> dbs, UserRoleLookup users, IClock clock)
{
    private static readonly Duration SeenEvery = Duration.FromHours(1);

    /// <summary>What the cookie outlives by a day.</summary>
    private static readonly Duration Unused = Duration.FromDays(31);

    /// <param name="userAgent">What the browser says it is.</param>
    /// <param name="before">The key of the session that this one takes the place of.</param>
    /// <returns>The key for the cookie.</returns>
    public async Task<Guid> BeginAsync(SignInResult who, string? userAgent, Guid? before = null, CancellationToken ct = default)
    {
        var stamp = (await users.FindAsync(who.Person, who.IsVerified, ct))?.Stamp ?? "";
        var session = SignInSession.Begin(who.Person, who.IsVerified, stamp, Device.Of(userAgent), clock.GetCurrentInstant(), who.Card);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.SignInSessions.Add(session);
        await db.SaveChangesAsync(ct);
        await EndAsync(before, ct);
        return session.Key;
    }

    public async Task EndAsync(Guid? key, CancellationToken ct = default)
    {
        if (key is not null)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await db.SignInSessions.Where(s => s.Key == key || s.PreviousKey == key).ExecuteDeleteAsync(ct);
        }
    }

    public async Task EndAllOfAsync(PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.SignInSessions.Where(s => s.Person == person).ExecuteDeleteAsync(ct);
    }

    /// <summary>Notes that someone came.</summary>
    /// <returns>The new key, when their roles are others than those the session was given for; null when the cookie stays.</returns>
    public async Task<Guid?> RefreshAsync(SignInSession session, string stamp, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (session.Stamp == stamp && now < session.LastSeen + SeenEvery)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (session.Stamp == stamp)
        {
            await db.SignInSessions.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeen, now), ct);
            return null;
        }

        // Of requests at once one exchanges the key; the others came with the one before.
        var (old, key) = (session.Key, SignInSession.NewKey());
        var exchanged = await db.SignInSessions.Where(s => s.Id == session.Id && s.Key == old).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Key, key).SetProperty(s => s.PreviousKey, old).SetProperty(s => s.KeyedAt, now).SetProperty(s => s.LastSeen, now).SetProperty(s => s.Stamp, stamp), ct);
        return exchanged == 1 ? key : null;
    }

    /// <summary>Deletes the sessions of people who left, and expired ones.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var unused = clock.GetCurrentInstant() - Unused;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.SignInSessions.Where(s => s.LastSeen < unused || db.People.Any(p => p.Id == s.Person && !p.Active)).ExecuteDeleteAsync(ct);
    }
}
