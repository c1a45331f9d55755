using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Nudges;

/// <summary>The person who opened the link that stops their nudges.</summary>
public sealed record NudgeStop(string GivenName, bool Stopped);

/// <summary>Finds the person in the token of a stop link.</summary>
public sealed class FindNudgeStop(IDbContextFactory<RolloutDb> dbs, LinkTokens links)
{
    /// <returns>Null when the token is not ours or has expired, or the person left.</returns>
    public async Task<NudgeStop?> RunAsync(string? token, CancellationToken ct = default)
    {
        if (links.TryRead(NudgeEmails.Stop, token) is not { } person)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.People.Where(p => p.Id == person && p.Active).Select(p => new NudgeStop(p.GivenName, p.NudgesStoppedAt != null)).SingleOrDefaultAsync(ct);
    }
}

/// <summary>Stops or resumes the nudges of the person in a link token. The token gives exactly this permission. Idempotent.</summary>
public sealed class StopNudges(NudgeSettings settings, LinkTokens links)
{
    /// <returns>False when the token is not ours or has expired, or the person left.</returns>
    public async Task<bool> RunAsync(string? token, bool stop, CancellationToken ct = default) =>
        links.TryRead(NudgeEmails.Stop, token) is { } id && await settings.WelcomeAsync(id, welcome: !stop, ct);
}
