using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.SignOffs;

/// <summary>The requested code's id. In a demo, where no mail is sent, also the code itself.</summary>
public sealed record SignOffCodeRequest(SignInCodeId Id, string? DemoCode);

/// <summary>
/// Mails the code a director signs with: fresh proof of identity, valid only for this launch as they read it. The rules are checked before the mail is sent.
/// </summary>
public sealed class RequestSignOffCode(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken, or <see cref="SignInRules.NotTooOften"/>.</exception>
    public async Task<SignOffCodeRequest> RunAsync(LaunchId id, VerdictInput typed, string from, CancellationToken ct = default)
    {
        var (now, actor, rollout, secret) = (clock.GetCurrentInstant(), await me.GetAsync(ct), await currentRollout.GetAsync(ct), SignInSecret.New());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var name = await TryAsync(db, id, typed, actor, now, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var asked = SignInCode.HashOf($"sign-off/{actor.Id}");
        await db.IssueCodeAsync(actor.Id, asked, from, secret, now, SignOffProofs.About(id, typed.Seen), ct);
        db.Outbox.Add(MailOf(rollout, await db.People.AsNoTracking().SingleAsync(p => p.Id == actor.Id, ct), name, secret, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new SignOffCodeRequest(secret.Id, rollout.IsDemo ? secret.Code : null);
    }

    internal static OutboxMessage MailOf(RolloutSettings rollout, Person to, string branch, SignInSecret secret, Instant now)
    {
        var words = Localizer.In(rollout.LanguageOf(to));
        var letter = EmailBuilder.Write(
            rollout, words, to.GivenName, words["sign-off.mail-subject", branch], words["sign-off.mail-why", branch], words["sign-off.mail-body", branch]) with
        {
            Code = secret.Code,
        };
        return OutboxMessage.ServiceMail($"sign-off/{secret.Id}", "sign-off-code", EmailBuilder.To(to), letter, now, uselessFrom: now + SignInCode.Lifetime, urgent: true);
    }

    // Gives the verdict on a copy that is not saved, so that it is refused before the mail instead of at the signature.
    private static async Task<string> TryAsync(RolloutDb db, LaunchId id, VerdictInput typed, CurrentUser actor, Instant now, CancellationToken ct)
    {
        var (wave, launch) = await db.FindWithWaveAsync(id, ct) ?? throw new KeyNotFoundException();
        var settles = await SignOffLaunch.SettlesAsync(db, typed, ct);
        launch.SignOff(wave, typed.Given.For(settles?.Id), typed.Seen, actor, now);
        db.ChangeTracker.Clear();
        return await db.Branches.Where(b => b.Id == launch.Branch).Select(b => b.Name).SingleAsync(ct);
    }
}

internal static class SignOffProofs
{
    /// <summary>What the code is for: this launch, as it was read.</summary>
    public static string About(LaunchId launch, string seen) => $"sign-off/{launch}/{(seen.Length > 64 ? seen[..64] : seen)}";

    /// <summary>Checks the code. The attempt is counted in any case, and networks are not limited: the director is signed in, and has few codes with few attempts each; redeeming the code is part of the signature's transaction.</summary>
    public static async Task<SignInCode> ProveAsync(this RolloutDb db, LaunchId launch, CurrentUser actor, string seen, SignOffProof proof, Instant now, CancellationToken ct)
    {
        var code = await db.TakeATryAsync(proof.Code, now, ct, About(launch, seen));
        SignInRules.CodeStillWorks.Ensure(code.Person == actor.Id);
        if (!code.IsCode(proof.Typed))
        {
            await db.RefuseDigitsAsync(code, ct);
        }

        return code;
    }
}
