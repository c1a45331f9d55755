using System.Buffers.Text;
using Fido2NetLib;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;

namespace Rollout.App.Identity.Passkeys;

/// <summary>Signs in the person whose passkey it is, as their mailed code would.</summary>
public sealed class SignInWithPasskey(IDbContextFactory<RolloutDb> dbs, PasskeyServer server, IClock clock)
{
    /// <param name="challenge">What this browser was asked.</param>
    /// <param name="answer">The response of the passkey, as JSON from the browser.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="PasskeyRules.Answered"/> or <see cref="PasskeyRules.Works"/></exception>
    public async Task<SignInResult> RunAsync(byte[] challenge, string? answer, CancellationToken ct = default)
    {
        var read = PasskeyServer.Read<AuthenticatorAssertionRawResponse>(answer);
        var credential = Base64Url.EncodeToString(read.RawId);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from k in db.Passkeys.AsNoTracking()
            join p in db.People on k.Person equals p.Id
            where k.Credential == credential && p.Active
            select new { Key = k, p.Language }).SingleOrDefaultAsync(ct);
        PasskeyRules.Works.Ensure(found is not null);
        var result = await server.CheckAsync(read, server.ToSignIn(challenge), found!.Key, ct);
        var (now, before, signed) = (clock.GetCurrentInstant(), found.Key.SignCount, (long)result.SignCount);
        var used = await db.Passkeys.Where(k => k.Id == found.Key.Id && k.SignCount == before)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.SignCount, signed).SetProperty(k => k.UsedAt, now), ct);
        PasskeyRules.Works.Ensure(used == 1);
        return new SignInResult(found.Key.Person, true, found.Language);
    }
}
