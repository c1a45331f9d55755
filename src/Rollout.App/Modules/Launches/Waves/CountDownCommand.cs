using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>A change of a wave's count-down: the wave, its event and a mail to each included director, in one transaction.</summary>
public abstract class CountDownCommand(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    private protected Task ChangeAsync(
        WaveId id, WaveEventKind kind, Action<Wave, CurrentUser, Instant> change, Func<LaunchEmailBuilder, Wave, LaunchContact, OutboxMessage> mail, CancellationToken ct, string words = "") =>
        ChangeAsync(
            id,
            kind,
            (_, wave, lead, now) =>
            {
                change(wave, lead, now);
                return Task.CompletedTask;
            },
            mail,
            ct,
            words);

    private protected async Task ChangeAsync(
        WaveId id, WaveEventKind kind, Func<RolloutDb, Wave, CurrentUser, Instant, Task> change, Func<LaunchEmailBuilder, Wave, LaunchContact, OutboxMessage> mail, CancellationToken ct, string words = "")
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var wave = await db.Waves.WithReadiness().SingleAsync(w => w.Id == id, ct);

        await change(db, wave, lead, now);

        db.Add(new WaveEvent(id, kind, null, words, lead.Id, now));
        var letters = await mails.AtAsync(now, ct);
        db.Outbox.AddRange((await db.InvolvedInAsync(id, ct)).In(wave).Select(i => mail(letters, wave, i)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

internal static class WaveContacts
{
    /// <summary>The branches included in the wave whose director can be reached.</summary>
    public static IEnumerable<LaunchContact> In(this IEnumerable<LaunchContact> involved, Wave wave)
    {
        var included = wave.Included.Select(l => l.Id).ToHashSet();
        return involved.Where(i => i.Director is not null && included.Contains(i.Launch));
    }
}
