using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>Sends a test mail to a branch's director and ambassadors, at most once a day per person.</summary>
public sealed class SendTestMail(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <returns>How many were newly sent.</returns>
    public async Task<int> RunAsync(LaunchId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        LaunchRules.DirectorOrLeadPlansKickOff.Ensure(actor.IsLead || actor.Directs.Contains(launch.Branch));
        LaunchRules.NothingChangesAfterLive.Ensure(wave.State != WaveState.Live);

        var (letters, of) = (await mails.ToBranchAsync(now, ct), await db.InvolvedInAsync(id, ct));
        var to = await db.People.AsNoTracking().Where(p => p.Active && p.Email != null
            && (p.Id == of.Branch.Director || (p.Branch == launch.Branch && db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt == null)))).ToListAsync(ct);
        var sent = to.ConvertAll(p => letters.TestMail(wave, of.Launch, of.Branch, p));
        var keys = sent.ConvertAll(m => m.Key);
        var before = await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct);
        sent.RemoveAll(m => before.Contains(m.Key));
        db.Outbox.AddRange(sent);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return sent.Count;
    }
}

/// <summary>Someone in a branch confirms that the test mail arrived.</summary>
public sealed class ConfirmTestMail(IDbContextFactory<RolloutDb> dbs, LinkTokens links, IClock clock)
{
    /// <summary>The purpose of the link token.</summary>
    public const string Purpose = "test-mail";

    /// <returns>The name of the branch in the token, or null when the token is not ours or has expired.</returns>
    public async Task<string?> FindAsync(string token, CancellationToken ct = default)
    {
        var id = new LaunchId(links.ReadThing(Purpose, token) ?? default);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Launches.Where(l => l.Id == id).Join(db.Branches, l => l.Branch, b => b.Id, (l, b) => b.Name).SingleOrDefaultAsync(ct);
    }

    public async Task RunAsync(string token, CancellationToken ct = default)
    {
        var id = new LaunchId(links.ReadThing(Purpose, token) ?? throw new KeyNotFoundException());
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        (await db.Launches.SingleOrDefaultAsync(l => l.Id == id, ct))?.TestMailArrived(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
