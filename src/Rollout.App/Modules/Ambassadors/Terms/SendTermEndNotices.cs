using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>
/// Notifies ambassadors a week before their term ends, and the leads with one mail listing them. Sent once per end date; a changed end date is notified again.
/// </summary>
public sealed class SendTermEndNotices(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollout, TermEmails letters, IClock clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetCurrentInstant();
        if (await rollout.FindAsync(ct) is not { } theRollout)
        {
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);

        // Within a day for every time zone; the branch's own date is checked below.
        var (first, last) = (now.InUtc().Date.PlusDays(-1), now.InUtc().Date.PlusDays(Ambassador.DaysOfNotice + 1));
        var ending = (await (
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.SteppedDownAt == null && a.Until >= first && a.Until <= last && (a.EndNotifiedFor == null || a.EndNotifiedFor != a.Until) && p.Active && p.Email != null
            orderby a.Until, p.FamilyName, p.GivenName
            select new { Ambassador = a, Person = p, Branch = b, Done = db.Credits.Count(c => c.Ambassador == a.Id) }).ToListAsync(ct))
            .FindAll(e => e.Ambassador.EndIsNear(now.InZone(e.Branch.Zone).Date, e.Ambassador.AppointedAt.InZone(e.Branch.Zone).Date));
        if (ending.Count == 0)
        {
            return;
        }

        foreach (var each in ending)
        {
            each.Ambassador.MarkEndNotified();
            db.Outbox.Add(letters.Ends(theRollout, each.Ambassador, each.Person, each.Done, now, Holidays.HoursOf(each.Branch).Next(now), each.Ambassador.TimesIn(each.Branch.Zone).Closes));
        }

        var rows = ending.ConvertAll(e => new EndingTerm(e.Person.Name, e.Branch.Name, e.Ambassador.Until, e.Done, e.Ambassador.Quota));
        var leads = await (
            from p in db.People
            join b in db.Branches on p.Branch equals b.Id
            where p.IsLead && p.Active && p.Email != null
            select new { Person = p, Branch = b }).AsNoTracking().ToListAsync(ct);
        db.Outbox.AddRange(leads.Select(lead => letters.TheyEnd(theRollout, rows, lead.Person, now, Holidays.HoursOf(lead.Branch).Next(now))));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>A term that ends soon.</summary>
public sealed record EndingTerm(string Name, string Branch, LocalDate Until, int Done, int Quota);
