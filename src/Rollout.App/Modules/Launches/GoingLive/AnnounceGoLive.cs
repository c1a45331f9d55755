using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Mails;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>
/// Queues the news for everyone in branches that went live, branch by branch and in batches. If interrupted it continues where it was; the message keys prevent
/// duplicates.
/// </summary>
public sealed class AnnounceGoLive(IDbContextFactory<RolloutDb> dbs, LaunchEmails mails, IClock clock)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken ct = default)
    {
        List<News> waiting;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            waiting = await (
                from launch in db.Launches
                join branch in db.Branches on launch.Branch equals branch.Id
                where launch.State == LaunchState.Live && launch.AnnouncedAt == null
                orderby branch.Position
                select new News(launch.Id, launch.Wave, branch)).AsNoTracking().ToListAsync(ct);
        }

        foreach (var news in waiting)
        {
            await AnnounceAsync(news, ct);
        }
    }

    private async Task AnnounceAsync(News news, CancellationToken ct)
    {
        var mail = await mails.NewsAsync(clock.GetCurrentInstant(), ct);
        await using var db = await dbs.CreateDbContextAsync(ct);

        // The director gets a mail of their own, with something to do.
        var everyone = await db.People
            .Where(p => p.Branch == news.Branch.Id && p.Active && p.Email != null && p.Id != news.Branch.Director)
            .Select(p => new NewsRecipient(p.Id, p.Email!, p.Name, p.GivenName, p.Language ?? p.PageLanguage))
            .ToListAsync(ct);
        var announcements = await db.WaveAnnouncement.AsNoTracking().Where(w => w.Wave == news.Wave).ToListAsync(ct);
        foreach (var batch in everyone.Chunk(Batch))
        {
            await QueueAsync(db, news, batch, mail, announcements, ct);
        }

        var now = clock.GetCurrentInstant();
        await db.Launches.Where(l => l.Id == news.Launch && l.AnnouncedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.AnnouncedAt, now).SetProperty(l => l.Version, l => l.Version + 1), ct);
    }

    private static async Task QueueAsync(RolloutDb db, News news, NewsRecipient[] batch, NewsEmail mail, IReadOnlyList<WaveAnnouncement> announcements, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Of two processes the second sees what the first did.
        await db.LockLaunchAsync(news.Launch, ct);
        var keys = batch.Select(r => NewsEmail.KeyOf(news.Wave, r.Id)).ToList();
        var queued = (await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct)).ToHashSet();
        db.Outbox.AddRange(batch
            .Where(r => !queued.Contains(NewsEmail.KeyOf(news.Wave, r.Id)))
            .Select(r => mail.Write(news.Wave, news.Branch, EmailBuilder.To(r.Id, r.Email, r.Name), r.GivenName, r.Language, announcements)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private sealed record News(LaunchId Launch, WaveId Wave, Branch Branch);

    private sealed record NewsRecipient(PersonId Id, string Email, string Name, string GivenName, string? Language);
}
