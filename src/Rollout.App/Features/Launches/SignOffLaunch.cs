using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Launches;

namespace Rollout.App.Features.Launches;

/// <summary>A director gives their verdict on what they were shown. The lead hears at once of anything but a plain go.</summary>
public sealed class SignOffLaunch(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, LaunchMails mails, IClock clock)
{
    /// <param name="id">The director's launch.</param>
    /// <param name="given">The verdict, for the person the director names as owner of a condition.</param>
    /// <param name="owner">Whom the director names to settle a condition, by e-mail or personnel number; empty is the director.</param>
    /// <param name="seen">The fingerprint of what was on the page.</param>
    /// <param name="ct">Gives up.</param>
    public async Task RunAsync(LaunchId id, VerdictGiven given, string? owner, string seen, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var settles = given is VerdictGiven.GoOnCondition ? (await CheckOwners.FindAsync(db, [owner], ct)).Of(owner) : null;
        var verdict = given is VerdictGiven.GoOnCondition condition ? condition with { Owner = settles?.Id } : given;

        var signed = launch.SignOff(wave, verdict, seen, actor, now);

        var (letters, of) = (await mails.AtAsync(now, ct), await db.InvolvedInAsync(id, ct));
        if (signed.Verdict != Verdict.Go)
        {
            db.Outbox.AddRange((await db.LeadsAsync(ct)).Select(lead => letters.VerdictGiven(wave, of, signed, actor.Name, lead)));
        }

        if (settles is { Email: not null } && settles.Id != actor.Id)
        {
            db.Outbox.Add(letters.ChecksGiven(wave, settles, [(signed.Words, of.Branch.Name, signed.ConditionDue!.Value)]));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>A branch reports right after going live.</summary>
public sealed class ReportRollCall(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    public async Task RunAsync(LaunchId id, int present, int firstVisits, string? trouble, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.EnterAsync(id, ct);
        var launch = await db.Launches.Include(l => l.RollCalls).SingleAsync(l => l.Id == id, ct);

        launch.Report(present, firstVisits, trouble, actor, now);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
