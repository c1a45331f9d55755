using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Identity.SignIn;

/// <summary>
/// Mails a code to an address, if someone here has it. Known and unknown addresses get the same answer for the same work.
/// </summary>
public sealed class MailCode(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, IClock clock)
{
    private const int MostFromOneNetwork = 2_000;
    private static readonly Duration WithinForANetwork = Duration.FromHours(1);

    /// <param name="address">The e-mail as it was typed.</param>
    /// <param name="from">The network address of the browser that asks.</param>
    /// <param name="about">What the code is good for; null signs in.</param>
    /// <param name="write">Writes the mail; the person is null when nobody has the address.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    internal async Task<SignInCodeId> RunAsync(string address, string from, string? about, Func<CodeToMail, OutboxMessage> write, CancellationToken ct)
    {
        var (now, key, secret) = (clock.GetCurrentInstant(), EmailCell.Read(address) ?? TextNormalizer.Normalize(address), SignInSecret.New());
        var asked = SignInCode.HashOf(key);
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync(asked, ct);
        await SweepAsync(db, now, ct);
        await db.EnsureFewCodesAsync(asked, now, ct);
        await db.SignInCodes.Where(c => c.AskedFrom == from).Select(c => c.AskedAt).EnsureFewerThanAsync(MostFromOneNetwork, WithinForANetwork, now, ct);

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Email == key && p.Active, ct);
        db.SignInCodes.Add(SignInCode.Issue(person?.Id, asked, from, secret, now, about));
        await db.SaveChangesAsync(ct);

        // The mail to nobody is written and taken back, so that an unknown address takes as long as a known one.
        await transaction.CreateSavepointAsync("mail", ct);
        db.Outbox.Add(write(new CodeToMail(rollout, person, key, secret, now)));
        await db.SaveChangesAsync(ct);
        await (person is null ? transaction.RollbackToSavepointAsync("mail", ct) : transaction.ReleaseSavepointAsync("mail", ct));
        await transaction.CommitAsync(ct);
        return secret.Id;
    }

    private static async Task SweepAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var yesterday = now - Duration.FromDays(1);
        await db.SignInCodes.Where(c => c.AskedAt < yesterday).ExecuteDeleteAsync(ct);
        await db.FailedSignIns.Where(f => f.At < yesterday).ExecuteDeleteAsync(ct);
    }
}

/// <summary>What a mail with a code is written from.</summary>
/// <param name="Person">Whose address it is; null when nobody has it, and the mail will not be sent.</param>
/// <param name="Address">The address, as addresses are matched.</param>
internal sealed record CodeToMail(RolloutSettings Rollout, Person? Person, string Address, SignInSecret Secret, Instant Now)
{
    public Recipient Recipient => Person is null ? new Recipient(null, Address, "") : Shared.Mails.EmailBuilder.To(Person);
}
