using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>What people and the lead decide about nudges, stored with the person and the rollout.</summary>
public sealed class NudgeSettings(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache current, IClock clock)
{
    /// <summary>Stops or resumes the nudges of one person.</summary>
    /// <returns>False when the person left.</returns>
    public async Task<bool> WelcomeAsync(PersonId id, bool welcome, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.Active, ct);
        if (welcome)
        {
            person?.WelcomeNudges();
        }
        else
        {
            person?.StopNudges(clock.GetCurrentInstant());
        }

        await db.SaveChangesAsync(ct);
        return person is not null;
    }

    /// <summary>Lets text messages go to someone's mobile, with their consent, or no more.</summary>
    /// <param name="consent">The words they agreed to, and their language; null to withdraw.</param>
    public async Task WelcomeTextsAsync(PersonId id, (string Wording, string Language)? consent, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(id, ct);
        var now = clock.GetCurrentInstant();
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        if (consent is { } given && person.MobileKey is not null)
        {
            person.WelcomeTextMessages(now);
            await db.GiveConsentAsync(id, ConsentPurpose.TextMessages, given.Wording, given.Language, now, ct);
        }
        else
        {
            person.StopTextMessages();
            await db.WithdrawConsentAsync(id, ConsentPurpose.TextMessages, now, ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Pauses or resumes all nudges.</summary>
    public Task PauseAsync(bool paused, CancellationToken ct) => ChangeAsync(
        rollout =>
        {
            if (paused)
            {
                rollout.PauseNudging(clock.GetCurrentInstant());
            }
            else
            {
                rollout.Resume();
            }
        }, ct);

    /// <summary>Sets how many nudges one person may get in seven days.</summary>
    public Task BudgetAsync(int nudgesAWeek, CancellationToken ct) => ChangeAsync(rollout => rollout.BudgetContact(nudgesAWeek), ct);

    private async Task ChangeAsync(Action<Domain.RolloutSettings> change, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        change(await db.Rollouts.SingleAsync(ct));
        await db.SaveChangesAsync(ct);
        current.Forget();
    }
}
