using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.SignIn;

/// <summary>The person who signed in, and their language.</summary>
/// <param name="Card">The card they signed in with.</param>
public sealed record SignInResult(PersonId Person, bool IsVerified, string? Language, AccessCardId? Card = null);

/// <summary>Signs in with the six digits from a mail.</summary>
public sealed class SignInWithCode(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SignInRules"/> rule is broken.</exception>
    public async Task<SignInResult> RunAsync(SignInCodeId id, string typed, string from, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ProveAsync(id, typed, from, clock.GetCurrentInstant(), about: null, ct);
    }
}

/// <summary>Signs in with the link from a mail, through a button on the page it opens, because mail scanners open links.</summary>
public sealed class SignInWithLink(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SignInRules"/> rule is broken.</exception>
    public async Task<SignInResult> RunAsync(string token, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var read = SignInSecret.Read(token);
        SignInRules.CodeStillWorks.Ensure(read is not null);
        var code = await db.TakeATryAsync(read!.Value.Id, now, ct);
        SignInRules.CodeStillWorks.Ensure(code.IsLink(read.Value.Link));
        return await db.UseAsync(code, now, ct);
    }
}

/// <summary>The steps of redeeming a code, each a single statement, so that of two concurrent attempts only one succeeds.</summary>
internal static class SignInCodeSql
{
    private const int MostCodes = 5;
    private static readonly Duration Within = Duration.FromMinutes(15);

    extension(RolloutDb db)
    {
        /// <summary>Few enough codes were mailed to one person lately.</summary>
        /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
        public Task EnsureFewCodesAsync(string askedFor, Instant now, CancellationToken ct) =>
            db.SignInCodes.Where(c => c.AskedFor == askedFor).Select(c => c.AskedAt).EnsureFewerThanAsync(MostCodes, Within, now, ct);

        /// <summary>Stores a code, unless too many were mailed to the same person.</summary>
        /// <param name="askedFor">What it was requested for, as <see cref="SignInCode.HashOf"/> gives it.</param>
        /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="SignInRules.NotTooOften"/></exception>
        public async Task IssueCodeAsync(PersonId? person, string askedFor, string from, SignInSecret secret, Instant now, string? about, CancellationToken ct)
        {
            await db.AcquireLockAsync(askedFor, ct);
            await db.EnsureFewCodesAsync(askedFor, now, ct);
            db.SignInCodes.Add(SignInCode.Issue(person, askedFor, from, secret, now, about));
        }

        /// <summary>Uses up a code whose digits are typed right; a wrong guess is written down.</summary>
        /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="SignInRules"/> rule is broken.</exception>
        public async Task<SignInResult> ProveAsync(SignInCodeId id, string typed, string from, Instant now, string? about, CancellationToken ct)
        {
            await FailedSignIns.EnsureFewAsync(db, GuessKind.Code, from, now, ct);
            var code = await db.TakeATryAsync(id, now, ct, about);
            if (!code.IsCode(typed))
            {
                db.FailedSignIns.Add(new FailedSignIn { Kind = GuessKind.Code, About = code.AskedFor, From = from, At = now });
                await db.SaveChangesAsync(ct);
                await db.RefuseDigitsAsync(code, ct);
            }

            return await db.UseAsync(code, now, ct);
        }

        /// <summary>Says that the digits are not of this code. Whoever asked again in another window since has a newer mail, whose code belongs there.</summary>
        /// <exception cref="Domain.SharedKernel.BrokenRuleException">Always.</exception>
        public async Task RefuseDigitsAsync(SignInCode code, CancellationToken ct)
        {
            SignInRules.CodeIsOfThisWindow.Ensure(!await db.SignInCodes.AnyAsync(c => c.AskedFor == code.AskedFor && c.AskedAt > code.AskedAt, ct));
            SignInRules.CodeIsRight.Ensure(false);
        }

        /// <summary>Counts an attempt before checking it, so that parallel guessing does not help.</summary>
        public async Task<SignInCode> TakeATryAsync(SignInCodeId id, Instant now, CancellationToken ct, string? about = null)
        {
            var taken = await db.SignInCodes
                .Where(c => c.Id == id && c.About == about && c.UsedAt == null && c.EndsAt > now && c.Tries < SignInCode.MostTries)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), ct);
            SignInRules.CodeStillWorks.Ensure(taken == 1);
            return await db.SignInCodes.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        }

        /// <summary>Redeems the code for someone who still works here.</summary>
        public async Task<SignInResult> UseAsync(SignInCode code, Instant now, CancellationToken ct)
        {
            var used = await db.SignInCodes
                .Where(c => c.Id == code.Id && c.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct);
            var person = used == 1
                ? await db.People.Where(p => p.Id == code.Person && p.Active).Select(p => new SignInResult(p.Id, true, p.Language)).SingleOrDefaultAsync(ct)
                : null;
            SignInRules.CodeStillWorks.Ensure(person is not null);
            return person!;
        }
    }
}
