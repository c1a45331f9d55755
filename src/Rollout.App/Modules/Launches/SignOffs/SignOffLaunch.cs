using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Launches.Readiness;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches.SignOffs;

/// <summary>Fresh proof of the signer's identity: the code that was mailed, and what was typed.</summary>
public sealed record SignOffProof(SignInCodeId Code, string Typed);

/// <summary>A verdict as entered in the form.</summary>
/// <param name="Given">The verdict; a condition is settled by <paramref name="Owner"/>.</param>
/// <param name="Owner">E-mail address or personnel number of the person who settles a condition; empty for the director.</param>
/// <param name="Seen">The fingerprint of what the page showed.</param>
public sealed record VerdictInput(VerdictGiven Given, string? Owner, string Seen);

/// <summary>A director signs off on what they were shown, with a mailed code. The lead is notified at once of anything but an unconditional go.</summary>
public sealed class SignOffLaunch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, RefreshReadiness watch, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> or <see cref="SignInRules"/> rule is broken.</exception>
    public async Task RunAsync(LaunchId id, VerdictInput typed, SignOffProof proof, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var code = await db.ProveAsync(id, actor, typed.Seen, proof, now, ct);
        await watch.LookAsync(await db.Launches.Where(l => l.Id == id).Select(l => l.Wave).SingleAsync(ct), ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var settles = await SettlesAsync(db, typed, ct);

        var signed = launch.SignOff(wave, typed.Given.For(settles?.Id), typed.Seen, actor, now);

        await db.UseAsync(code, now, ct);
        await TellAsync(db, wave, signed, actor, settles, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    internal static async Task<Person?> SettlesAsync(RolloutDb db, VerdictInput typed, CancellationToken ct) =>
        typed.Given is VerdictGiven.GoOnCondition ? (await CheckOwners.FindAsync(db, [typed.Owner], ct)).EnsureKnown().Of(typed.Owner) : null;

    private async Task TellAsync(RolloutDb db, Wave wave, SignOff signed, CurrentUser actor, Person? settles, Instant now, CancellationToken ct)
    {
        var (letters, of) = (await mails.AtAsync(now, ct), await db.InvolvedInAsync(signed.Launch, ct));
        if (signed.Verdict != Verdict.Go)
        {
            db.Outbox.AddRange((await db.LeadsAsync(ct)).Select(lead => letters.VerdictGiven(wave, of, signed, actor.Name, lead)));
        }

        if (settles is { Email: not null } && settles.Id != actor.Id)
        {
            db.Outbox.Add(letters.ChecksGiven(wave, settles, [new OwnedCheck(new CheckSubject(signed.Words, null, 0), of.Branch.Name, signed.ConditionDue!.Value)]));
        }
    }
}

/// <summary>A branch reports its roll-call after going live.</summary>
public sealed class ReportRollCall(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(LaunchId id, int present, int firstVisits, string? trouble, bool withVisitors = false, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var launch = await db.Launches.WithRehearsals().Include(l => l.RollCalls).SingleAsync(l => l.Id == id, ct);

        int? colleagues = withVisitors ? null : await db.People.CountAsync(p => p.Branch == launch.Branch && p.Active, ct);
        launch.Report(present, firstVisits, trouble, actor, now, colleagues);

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
