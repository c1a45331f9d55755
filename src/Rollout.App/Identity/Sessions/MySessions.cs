using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.Sessions;

/// <summary>One place where the current user is signed in.</summary>
/// <param name="IsThis">Whether it is the session that asks.</param>
public sealed record MySignIn(Guid Id, string Browser, string System, LocalDate Since, LocalDate LastSeen, bool IsThis);

/// <summary>Where the current user is signed in, and the day it is for them.</summary>
public sealed record MySignIns(LocalDate Today, IReadOnlyList<MySignIn> All);

/// <summary>Lists where the current user is signed in, the session that asks first.</summary>
public sealed class ListMySessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="key">The key of the session that asks.</param>
    public async Task<MySignIns> RunAsync(Guid? key, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var sessions = await db.SignInSessions.AsNoTracking().Where(s => s.Person == actor.Id).OrderByDescending(s => s.LastSeen).ToListAsync(ct);
        return new MySignIns(
            clock.GetCurrentInstant().InZone(zone).Date,
            [.. sessions.Select(s => new MySignIn(s.Id.Value, s.Browser, s.System, s.Since.InZone(zone).Date, s.LastSeen.InZone(zone).Date, s.Key == key || s.PreviousKey == key)).OrderByDescending(s => s.IsThis)]);
    }
}

/// <summary>Signs the current user out somewhere, or everywhere.</summary>
public sealed class EndMySessions(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <param name="session">One of their sessions; null for all of them, this one included.</param>
    public async Task RunAsync(Guid? session, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var one = session is { } id ? new SignInSessionId(id) : (SignInSessionId?)null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.SignInSessions.Where(s => s.Person == actor.Id && (one == null || s.Id == one)).ExecuteDeleteAsync(ct);
    }
}
