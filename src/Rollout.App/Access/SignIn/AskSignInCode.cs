using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Access.SignIn;

/// <summary>
/// Mails a code and a link to an address, if someone here has it. Known and unknown addresses get the same answer for the same work.
/// </summary>
public sealed class AskSignInCode(IDbContextFactory<RolloutDb> dbs, CurrentRollout currentRollout, Site site, IClock clock)
{
    private const int MostCodes = 5;
    private static readonly Duration Within = Duration.FromMinutes(15);

    /// <param name="address">The e-mail as it was typed.</param>
    /// <param name="from">The network address of the browser that asks.</param>
    /// <param name="to">Where the link leads after signing in.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="Domain.Rules.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
    public async Task<SignInCodeId> RunAsync(string address, string from, string to, CancellationToken ct = default)
    {
        var (now, key, asked, secret) = (clock.GetCurrentInstant(), Matching.Key(address), SignInCode.HashOf(address), SignInSecret.New());
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.OneAtATimeAsync(asked, ct);
        await SweepAsync(db, now, ct);
        var since = now - Within;
        SignInRules.NotTooOften.MustHold(await db.SignInCodes.CountAsync(c => c.AskedFor == asked && c.AskedAt > since, ct) < MostCodes);

        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Email == key && p.Active, ct);
        db.SignInCodes.Add(SignInCode.Issue(person?.Id, asked, from, secret, now));
        await db.SaveChangesAsync(ct);

        // The mail to nobody is written and taken back, so that an unknown address takes as long as a known one.
        await transaction.CreateSavepointAsync("mail", ct);
        db.Outbox.Add(MailOf(rollout, person, key, secret, to, now));
        await db.SaveChangesAsync(ct);
        await (person is null ? transaction.RollbackToSavepointAsync("mail", ct) : transaction.ReleaseSavepointAsync("mail", ct));
        await transaction.CommitAsync(ct);
        return secret.Id;
    }

    internal OutboxMessage MailOf(TheRollout rollout, Person? person, string address, SignInSecret secret, string to, Instant now)
    {
        var words = Words.In(Letters.LanguageOf(rollout, person?.Language));
        var link = site.To($"/sign-in/link/{secret.Token}?to={Uri.EscapeDataString(LocalPath.Of(to))}");
        var letter = Letters.Write(
            rollout, words, person?.GivenName ?? "", words["sign-in.mail-subject", rollout.PlatformName], words["sign-in.mail-why"], words["sign-in.mail-body"]) with
        {
            Code = secret.Code,
            Button = new LetterLink(words["sign-in.mail-button"], link),
        };
        var recipient = person is null ? new Recipient(null, address, "") : Letters.To(person);
        return OutboxMessage.ServiceMail($"sign-in/{secret.Id}", "sign-in", recipient, letter, now, uselessFrom: now + SignInCode.Lifetime);
    }

    private static async Task SweepAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var yesterday = now - Duration.FromDays(1);
        await db.SignInCodes.Where(c => c.AskedAt < yesterday).ExecuteDeleteAsync(ct);
        await db.FailedSignIns.Where(f => f.At < yesterday).ExecuteDeleteAsync(ct);
    }
}
