using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.KickOffs;

/// <summary>The director plans the branch's kick-off. People already invited are notified once of a new time or place.</summary>
public sealed class PlanKickOff(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public async Task RunAsync(LaunchId id, KickOffPlan plan, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var branch = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == launch.Branch, ct);
        var before = launch.KickOff?.Sequence;

        var kickOff = launch.PlanKickOff(wave, plan, Holidays.HoursOf(branch), actor, now);

        if (kickOff.InvitedAt is not null && kickOff.Sequence != before)
        {
            await db.InviteAsync(kickOff, branch, await mails.ToBranchAsync(now, ct), Holidays.HoursOf(branch).LeaveBefore(kickOff.StartsAt, now), ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await watch.LookAsync(wave.Id, ct);
    }
}

/// <summary>
/// The director invites everyone of the branch who can be reached by mail. Asked again, those who came to work here since are invited too. Invitations
/// leave while the branch works, unless they are meant to leave at once.
/// </summary>
public sealed class InviteToKickOff(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, IClock clock)
{
    /// <returns>How many were invited now.</returns>
    public async Task<int> RunAsync(LaunchId id, bool atOnce = false, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();

        launch.InviteToKickOff(actor, now);

        var branch = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == launch.Branch, ct);
        var leaves = atOnce ? now : Holidays.HoursOf(branch).LeaveBefore(launch.KickOff!.StartsAt, now);
        var invited = await db.InviteAsync(launch.KickOff!, branch, await mails.ToBranchAsync(now, ct), leaves, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await watch.LookAsync(wave.Id, ct);
        return invited;
    }
}

internal static class KickOffInvitations
{
    /// <summary>Queues the invitation or update for each person who has not had it for the current plan.</summary>
    public static async Task<int> InviteAsync(this RolloutDb db, KickOff kickOff, Branch branch, BranchEmails letters, Instant leaves, CancellationToken ct)
    {
        var director = await db.People.Where(p => p.Id == branch.Director && p.Active).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? branch.Name;
        var guests = await db.People.Where(p => p.Branch == branch.Id && p.Active && p.Email != null)
            .Select(p => new KickOffGuest(p.Id, p.Email!, p.Name, p.GivenName, p.Language ?? p.PageLanguage)).ToListAsync(ct);
        var prefix = $"kick-off/{kickOff.Launch}/{kickOff.Sequence}/";
        var queued = (await db.Outbox.Where(m => m.About == "kick-off" && m.Key.StartsWith(prefix)).Select(m => m.Key).ToListAsync(ct)).ToHashSet();
        var messages = guests.Where(g => !queued.Contains(BranchEmails.KickOffKey(kickOff, g.Id))).Select(g => letters.KickOff(kickOff, branch, director, g, leaves)).ToList();
        db.Outbox.AddRange(messages);
        return messages.Count;
    }
}
