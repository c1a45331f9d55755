using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Credits;

/// <summary>
/// Brings one colleague's credit in line with what is known, using <see cref="CreditAttribution"/>. Must run in a transaction that has locked the person. <see
/// cref="Modules.Ambassadors.Profiles.CreditSettlementSql"/> does the same in SQL for many colleagues at once.
/// </summary>
internal static class CreditSettlement
{
    /// <summary>Records evidence that the profile is complete.</summary>
    public static async Task TellAsync(
        this RolloutDb db, Person colleague, CreditEvidence kind, Instant since, int definition, CountingEvidence rule, CancellationToken ct)
    {
        var told = await db.ProfileEvidence.SingleOrDefaultAsync(e => e.Colleague == colleague.Id && e.Kind == kind && e.Definition == definition, ct);
        if (told is null)
        {
            told = ProfileEvidence.Of(colleague.Id, kind, since, definition, rule);
            db.ProfileEvidence.Add(told);
        }

        told.ReportAgain(since);
        if (told.Counts)
        {
            ProfileCompletion.Record(colleague, since);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Removes evidence that rested on a contradicted claim alone.</summary>
    public static async Task ForgetContradictedAsync(this RolloutDb db, Person colleague, CancellationToken ct)
    {
        var claims = await db.Claims.AsNoTracking().Where(c => c.Colleague == colleague.Id).ToListAsync(ct);
        var known = await db.ProfileEvidence.Where(e => e.Colleague == colleague.Id).ToListAsync(ct);
        db.ProfileEvidence.RemoveRange(ProfileEvidence.WithoutContradicted(colleague, known, claims));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Removes evidence that rested on facts alone, because the colleague says that it was not them.</summary>
    public static async Task ForgetFactsAsync(this RolloutDb db, Person colleague, CancellationToken ct)
    {
        var known = await db.ProfileEvidence.Where(e => e.Colleague == colleague.Id).ToListAsync(ct);
        db.ProfileEvidence.RemoveRange(ProfileEvidence.WithoutDisowned(colleague, known));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Gives the credit that is due, changes it, or takes it back when the profile turns out to have been complete before.</summary>
    public static async Task SettleAsync(this RolloutDb db, Person colleague, CancellationToken ct)
    {
        var evidence = await db.ProfileEvidence.AsNoTracking().Where(e => e.Colleague == colleague.Id).ToListAsync(ct);
        var earned = CreditAttribution.Of(await db.WaysInAsync(colleague.Id, ct), evidence, colleague.ProfileCompleteSince);
        var credit = await db.Credits.WithClosedSeasons().SingleOrDefaultAsync(c => c.Colleague == colleague.Id, ct);
        if (credit is { Season: not null })
        {
            return; // belongs to a closed season, so it does not change
        }

        var id = CreditId.Of(colleague.Id);
        var move = await db.CreditMoves.AsNoTracking().Where(m => m.Credit == id).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct);
        if (earned is null && credit is not null)
        {
            db.Credits.Remove(credit);
        }
        else if (earned is not null && credit is null)
        {
            db.Credits.Add(Credit.Due(colleague.Id, earned, move));
        }
        else
        {
            credit?.Settle(earned!, move);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>All claims and invitations of a colleague, with their ambassadors' terms. A credit given before a window moved keeps its original attribution.</summary>
    public static async Task<List<AttributionClaim>> WaysInAsync(this RolloutDb db, PersonId colleague, CancellationToken ct)
    {
        var ambassadors = await (
            from a in db.Ambassadors.AsNoTracking()
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.Person != colleague
                && (db.Invitations.Any(i => i.Colleague == colleague && i.Ambassador == a.Id) || db.Claims.Any(c => c.Colleague == colleague && c.Ambassador == a.Id && c.ContradictedAt == null))
            select new { Ambassador = a, b.Zone }).ToListAsync(ct);
        var invitations = await db.Invitations.AsNoTracking().Where(i => i.Colleague == colleague).ToDictionaryAsync(i => i.Ambassador, ct);
        var claims = await db.Claims.AsNoTracking().Where(c => c.Colleague == colleague && c.ContradictedAt == null).ToDictionaryAsync(c => c.Ambassador, ct);
        var credit = await db.Credits.AsNoTracking().SingleOrDefaultAsync(c => c.Colleague == colleague, ct);
        var ways = ambassadors
            .SelectMany(a => AttributionClaim.Of(invitations.GetValueOrDefault(a.Ambassador.Id), claims.GetValueOrDefault(a.Ambassador.Id), a.Ambassador, a.Zone)).ToList();
        var moved = ambassadors.Find(a => a.Ambassador.Id == credit?.EarnedBy && credit.At < a.Ambassador.WindowMovedAt)?.Ambassador;
        return moved is null ? ways : [.. ways, .. ways.Where(w => w.Ambassador == moved.Id).Select(w => w.Earlier(moved.WindowMovedAt!.Value))];
    }
}
