using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.SignIn;

/// <summary>
/// Limits guessing, across restarts and processes, because attempts are stored in the database. What one code or one person may be tried is counted first and
/// is low; what one network may try is high, because a whole company may share one address, and is counted apart for codes and for facts, so that names
/// typed wrong at a poster keep nobody from signing in.
/// </summary>
internal static class FailedSignIns
{
    public const int MostFromOneNetwork = 300;
    public static readonly Duration Within = Duration.FromHours(1);

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public static Task EnsureFewAsync(RolloutDb db, GuessKind kind, string from, Instant now, CancellationToken ct) =>
        db.FailedSignIns.Where(f => f.From == from && f.Kind == kind).Select(f => f.At).EnsureFewerThanAsync(MostFromOneNetwork, Within, now, ct);

    /// <summary>Refuses what was done <paramref name="most"/> times already, and says how long it takes until the oldest of these no longer counts.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public static async Task EnsureFewerThanAsync(this IQueryable<Instant> moments, int most, Duration within, Instant now, CancellationToken ct)
    {
        var since = now - within;
        var oldest = await moments.Where(at => at > since).OrderByDescending(at => at).Skip(most - 1).Take(1).ToListAsync(ct);
        SignInRules.NotTooOften.Ensure(oldest.Count == 0, oldest.Count == 0 ? 0 : (int)Math.Ceiling((oldest[0] + within - now).TotalMinutes));
    }
}
