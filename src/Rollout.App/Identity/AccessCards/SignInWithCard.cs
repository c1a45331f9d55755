using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.AccessCards;

/// <summary>Signs in with the code on a card. The person who printed the card has seen the code, so the session carries no proof of identity and no roles.</summary>
public sealed class SignInWithCard(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="typed">In any case, with spaces or without.</param>
    /// <param name="from">The network it was typed on.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="AccessCardRules.CodeWorks"/> or <see cref="SignInRules.NotTooOften"/></exception>
    public async Task<SignInResult> RunAsync(string? typed, string from, CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await FailedSignIns.EnsureFewAsync(db, GuessKind.Card, from, now, ct);
        var code = AccessCardCode.Read(typed);
        AccessCardRules.CodeWorks.Ensure(code is not null);
        var hash = AccessCardCode.HashOf(code!);
        var found = await (
            from c in db.AccessCards
            join p in db.People on c.Person equals p.Id
            where c.CodeHash == hash && c.EndedAt == null && p.Active
            select new SignInResult(p.Id, false, p.Language, c.Id)).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            db.FailedSignIns.Add(new FailedSignIn { Kind = GuessKind.Card, About = SignInCode.HashOf(code!), From = from, At = now });
            await db.SaveChangesAsync(ct);
        }

        AccessCardRules.CodeWorks.Ensure(found is not null);
        return found!;
    }
}
