using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>What someone did in a colleague's name at an ambassador's link, by facts that others may know.</summary>
/// <param name="Ambassador">The ambassador's full name.</param>
/// <param name="On">The day of the last such act; null once it is disowned or proven.</param>
/// <param name="Disowned">Whether the colleague answered that it was not them.</param>
public sealed record ActInMyName(string Ambassador, string Code, string GivenName, LocalDate? On, bool Disowned);

/// <summary>Finds what was done in the current person's name: at one ambassador's link, or at the last one.</summary>
public sealed class FindActsInMyName(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="code">The ambassador's code; null for all ambassadors.</param>
    public async Task<IReadOnlyList<ActInMyName>> RunAsync(string? code, PersonId person, CancellationToken ct = default)
    {
        var read = AmbassadorCode.Read(code);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            join me in db.People on person equals me.Id
            join b in db.Branches on me.Branch equals b.Id
            let came = db.Invitations.Where(i => i.Ambassador == a.Id && i.Colleague == person).Select(i => i.ByFactsAt).FirstOrDefault()
            let credit = db.Credits.Where(c => c.EarnedBy == a.Id && c.Colleague == person && c.Provisional && c.Evidence == CreditEvidence.MatchingFacts).Select(c => (Instant?)c.At).FirstOrDefault()
            where code == null ? came != null || credit != null : a.Code == read
            select new { p.Name, a.Code, me.GivenName, At = credit ?? came, me.DisownedAt, b.Zone }).ToListAsync(ct);
        return found.ConvertAll(f => new ActInMyName(f.Name, f.Code, f.GivenName, f.At?.InZone(f.Zone).Date, f.At is null && f.DisownedAt is not null));
    }
}

/// <summary>
/// A colleague says that it was not them who came to an ambassador's link and confirmed. It counts as if it had never been, and facts alone no longer pass for
/// them where a mail can prove who they are. Idempotent.
/// </summary>
public sealed class DisownConfirmation(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task RunAsync(string code, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(person, ct);
        var read = AmbassadorCode.Read(code);
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Colleague == person && db.Ambassadors.Any(a => a.Id == i.Ambassador && a.Code == read), ct);
        var colleague = await db.People.SingleAsync(p => p.Id == person, ct);
        if (invitation is null || (invitation.ByFactsAt is null && !await db.ProfileEvidence.AnyAsync(e => e.Colleague == person && e.Kind == CreditEvidence.MatchingFacts, ct)))
        {
            return;
        }

        DisownedFacts.Record(colleague, clock.GetCurrentInstant());
        if (invitation.Disown())
        {
            db.Invitations.Remove(invitation);
        }

        await db.ForgetFactsAsync(colleague, ct);
        await db.SettleAsync(colleague, ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Tells a colleague that someone acted in their name by facts that others may know.</summary>
internal static class ActInMyNameMail
{
    /// <summary>Queues the mail in the transaction of the act; people without mail read it on their start page.</summary>
    public static async Task TellColleagueAsync(
        this RolloutDb db, AmbassadorEmails mails, RolloutSettings rollout, Ambassador ambassador, Person colleague, Instant now, CancellationToken ct)
    {
        if (colleague.Email is not null)
        {
            var name = await db.People.Where(p => p.Id == ambassador.Person).Select(p => p.Name).SingleAsync(ct);
            db.Outbox.Add(mails.ConfirmedByFacts(rollout, ambassador, name, colleague, now));
        }
    }
}
