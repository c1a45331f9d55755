using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Identity.SignIn;

/// <summary>Limits guessing, across restarts and processes, because failed attempts are stored in the database.</summary>
internal static class FailedSignIns
{
    private const int MostFromOneNetwork = 30;
    private static readonly Duration Within = Duration.FromHours(1);

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public static async Task EnsureFewAsync(RolloutDb db, string from, Instant now, CancellationToken ct)
    {
        var since = now - Within;
        SignInRules.NotTooOften.Ensure(await db.FailedSignIns.CountAsync(f => f.From == from && f.At > since, ct) < MostFromOneNetwork);
    }
}
