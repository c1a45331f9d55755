using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>
/// Takes every started wave live whose moment has come: all its branches at one instant, in one transaction, and exactly once however many processes run this.
/// After downtime it does so as long as the late window lasts; later the wave is held.
/// </summary>
public sealed partial class GoLive(IDbContextFactory<RolloutDb> dbs, LaunchEmails mails, IClock clock, ILogger<GoLive> log)
{
    /// <returns>The go-live moment of the next started wave; null when there is none.</returns>
    public async Task<Instant?> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var due = await db.Waves.WithRehearsals().Where(w => w.State == WaveState.Started && w.MomentAt <= now).Select(w => w.Id).ToListAsync(ct);

        // Each wave has a transaction of its own.
        foreach (var wave in due)
        {
            await DecideAsync(db, wave, now, ct);
        }

        return await db.Waves.WithRehearsals().Where(w => w.State == WaveState.Started && w.MomentAt > now).MinAsync(w => (Instant?)w.MomentAt, ct);
    }

    // Locked first and read afterwards: another process may have been quicker, or the lead may have held or moved the wave.
    private async Task DecideAsync(RolloutDb db, WaveId id, Instant now, CancellationToken ct)
    {
        await using var transaction = await db.BeginSilentWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithRehearsals().Include(w => w.Launches).SingleAsync(w => w.Id == id, ct);
        var outcome = wave.GoLive(now);
        if (outcome == GoLiveOutcome.NotDue)
        {
            return;
        }

        await db.SaveChangesAsync(ct);
        var branches = wave.Launches.Count(l => l.State == LaunchState.Live);
        await ((outcome, wave.IsRehearsal) switch
        {
            (GoLiveOutcome.Live, false) => QueueMailsAsync(db, wave, branches, now, ct),
            (GoLiveOutcome.Live, true) => RehearseMailsAsync(db, wave, branches, now, ct),
            (_, false) => QueueHeldMailsAsync(db, wave, now, ct),
            _ => Task.CompletedTask,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        if (outcome == GoLiveOutcome.Live)
        {
            WentLive(wave.Name, branches);
        }
        else
        {
            HeldLate(wave.Name, wave.Terms.LateMinutes);
        }
    }

    // Too late to go live without warning: the wave waits for the lead, and says so.
    private async Task QueueHeldMailsAsync(RolloutDb db, Wave wave, Instant now, CancellationToken ct)
    {
        var letters = await mails.AtAsync(now, ct);
        var included = wave.Launches.Where(l => l.State == LaunchState.Planned).Select(l => l.Id).ToHashSet();
        db.Add(new WaveEvent(wave.Id, WaveEventKind.HeldLate, null, "", null, now));
        db.Outbox.AddRange((await db.InvolvedInAsync(wave.Id, ct)).Where(i => i.Director is not null && included.Contains(i.Launch)).Select(i => letters.HeldLate(wave, i)));
        db.Outbox.AddRange((await db.LeadsAsync(ct)).Select(lead => letters.HeldLate(wave, lead)));
    }

    // Those who have something to do now are notified in the same transaction; everyone else by AnnounceGoLive.
    private async Task QueueMailsAsync(RolloutDb db, Wave wave, int branches, Instant now, CancellationToken ct)
    {
        var letters = await mails.AtAsync(now, ct);
        var live = wave.Launches.Where(l => l.State == LaunchState.Live).Select(l => l.Id).ToHashSet();
        var directors = (await db.InvolvedInAsync(wave.Id, ct)).Where(i => i.Director is not null && live.Contains(i.Launch));
        db.Outbox.AddRange(directors.Select(i => letters.YouAreLive(wave, i)));
        db.Outbox.AddRange((await db.LeadsAsync(ct)).Select(lead => letters.WaveIsLive(wave, branches, lead)));
    }

    // The rehearsing lead gets one mail of each kind, for one of the branches; nobody else gets any.
    private async Task RehearseMailsAsync(RolloutDb db, Wave wave, int branches, Instant now, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == wave.StartedBy && p.Active && p.Email != null, ct) is { } lead)
        {
            var (letters, news) = (await mails.AtAsync(now, ct), await mails.NewsAsync(now, ct));
            var of = (await db.InvolvedInAsync(wave.Id, ct))[0] with { Director = lead };
            var announcements = await db.WaveAnnouncement.AsNoTracking().Where(w => w.Wave == wave.RehearsalOf).ToListAsync(ct);
            db.Outbox.AddRange(
                letters.Rehearsed(letters.WaveIsLive(wave, branches, lead), lead),
                letters.Rehearsed(letters.YouAreLive(wave, of), lead),
                letters.Rehearsed(news.Write(wave.Id, of.Branch, EmailBuilder.To(lead), lead.GivenName, lead.Language, announcements), lead));
        }
    }

    [LoggerMessage(LogLevel.Information, "{Wave} is live with {Branches} branches")]
    private partial void WentLive(string wave, int branches);

    [LoggerMessage(LogLevel.Warning, "{Wave} holds: its moment passed more than {Minutes} minutes ago")]
    private partial void HeldLate(string wave, int minutes);
}
