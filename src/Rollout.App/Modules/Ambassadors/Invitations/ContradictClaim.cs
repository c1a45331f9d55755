using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>An ambassador's claim, as the colleague reads it.</summary>
/// <param name="Ambassador">The ambassador's full name.</param>
public sealed record ClaimOfMe(string Ambassador, string GivenName, LocalDate On, LocalDate? ContradictedOn);

/// <summary>
/// Finds the claim that the ambassador of a code made about the current person. Only for someone identified by a mail or a sign-in: matching facts are no
/// proof.
/// </summary>
public sealed class FindClaimOfMe(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<ClaimOfMe?> RunAsync(string code, Invited? who, CancellationToken ct = default)
    {
        if (who is null or { Evidence: CreditEvidence.MatchingFacts } || AmbassadorCode.Read(code) is not { } read)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from c in db.Claims
            join a in db.Ambassadors on c.Ambassador equals a.Id
            join p in db.People on a.Person equals p.Id
            join me in db.People on c.Colleague equals me.Id
            join b in db.Branches on me.Branch equals b.Id
            where a.Code == read && c.Colleague == who.Person
            select new { p.Name, me.GivenName, c.At, c.ContradictedAt, b.Zone }).SingleOrDefaultAsync(ct);
        return found is null ? null : new ClaimOfMe(found.Name, found.GivenName, found.At.InZone(found.Zone).Date, found.ContradictedAt?.InZone(found.Zone).Date);
    }
}

/// <summary>A colleague contradicts an ambassador's claim. The claim stays on record without effect; a credit that rested on it alone is taken back.</summary>
public sealed class ContradictClaim(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(string code, Invited who, CancellationToken ct = default)
    {
        if (who.Evidence == CreditEvidence.MatchingFacts)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(who.Person, ct);
        var read = AmbassadorCode.Read(code);
        var ambassador = await db.Ambassadors.Where(a => a.Code == read).Select(a => (AmbassadorId?)a.Id).SingleOrDefaultAsync(ct);
        var claim = await db.Claims.SingleOrDefaultAsync(c => c.Colleague == who.Person && c.Ambassador == ambassador && c.ContradictedAt == null, ct);
        if (claim is null)
        {
            return;
        }

        claim.Contradict(clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        var colleague = await db.People.SingleAsync(p => p.Id == who.Person, ct);
        await db.ForgetContradictedAsync(colleague, ct);
        await db.SettleAsync(colleague, ct);
        await transaction.CommitAsync(ct);
    }
}
