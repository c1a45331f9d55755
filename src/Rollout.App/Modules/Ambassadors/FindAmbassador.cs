using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>One ambassador, as the lead sees them.</summary>
/// <param name="Mail">The address the welcome mail was sent to.</param>
/// <param name="Credits">Newest first.</param>
public sealed record AmbassadorDetail(
    AmbassadorId Id, PersonId Person, string Name, string Branch, string Department, string? Mail, string Code, Pace Pace, int? Chance, TermStatus TermStatus, LocalDate From, LocalDate Until, LocalDate? SteppedDownOn, int Version,
    IReadOnlyList<CreditRow> Credits)
{
    /// <summary>Between how many it is likely to end; null where no chance is shown.</summary>
    public (int Low, int High)? Range { get; init; }

    public LocalDate Today { get; init; }
}

/// <summary>A credit and its evidence.</summary>
/// <param name="Provisional">Whether nothing settles it yet.</param>
public sealed record CreditRow(CreditId Id, string Colleague, LocalDate On, CreditEvidence Evidence, bool Provisional, int Definition, string? MovedFrom, string? Reason, string? MovedBy);

/// <summary>Finds one ambassador, with the evidence of each credit.</summary>
public sealed class FindAmbassador(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, FindPool pool, IClock clock)
{
    public async Task<AmbassadorDetail?> RunAsync(AmbassadorId id, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from a in db.Ambassadors.AsNoTracking()
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.Id == id
            select new { Ambassador = a, p.Name, p.Department, p.Email, Branch = b.Name, b.Zone }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var (a2, zone) = (found.Ambassador, found.Zone);
        var credits = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            where c.Ambassador == id
            orderby c.At descending
            let move = db.CreditMoves.Where(m => m.Credit == c.Id).OrderByDescending(m => m.At).FirstOrDefault()
            select new
            {
                c.Id,
                p.Name,
                c.At,
                c.Evidence,
                c.Provisional,
                c.Definition,
                From = db.People.Where(q => db.Ambassadors.Any(f => f.Id == move!.From && f.Person == q.Id)).Select(q => q.Name).FirstOrDefault(),
                Reason = move!.Reason,
                By = db.People.Where(q => q.Id == move!.By).Select(q => q.Name).FirstOrDefault(),
            }).ToListAsync(ct);
        var standing = await AmbassadorProgressQuery.OfAsync(db, id, clock.GetCurrentInstant(), ct);
        var (today, paces) = (standing.Today, await pool.RunAsync());
        var forecast = standing.ForecastWith(paces);
        return new AmbassadorDetail(
            a2.Id, a2.Person, found.Name, found.Branch, found.Department, found.Email, a2.Code, standing.Pace, standing.ChanceWith(paces), a2.TermOn(today), a2.From, a2.Until,
            a2.SteppedDownAt?.InZone(zone).Date, a2.Version,
            [.. credits.Select(c => new CreditRow(c.Id, c.Name, c.At.InZone(zone).Date, c.Evidence, c.Provisional, c.Definition, c.From, c.Reason, c.By))])
        {
            Range = standing.ChanceWith(paces) is null ? null : (forecast.Low, forecast.High),
            Today = today,
        };
    }
}
