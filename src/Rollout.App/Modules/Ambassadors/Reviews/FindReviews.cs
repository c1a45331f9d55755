using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Reviews;

/// <summary>A review, with the current credit.</summary>
/// <param name="AskedBy">The ambassador's name.</param>
/// <param name="CountsFor">The ambassador the colleague currently counts for; null when for nobody.</param>
/// <param name="Answer">Null while the review is open.</param>
public sealed record ReviewRow(CreditReviewId Id, string AskedBy, string Colleague, string Words, LocalDate On, string? CountsFor, string? Answer, string? AnsweredBy);

/// <summary>A colleague an ambassador can ask a review about.</summary>
public sealed record ReviewablePerson(PersonId Id, string Name);

/// <summary>Many credits at once, to be looked at.</summary>
/// <param name="OneDevice">True when they came from one device in a day; false when within one minute.</param>
public sealed record BurstRow(AmbassadorId Ambassador, string Name, int Colleagues, LocalDate On, bool OneDevice);

/// <summary>Finds reviews: the ambassador's own, or all of them for the lead.</summary>
public sealed class FindReviews(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <summary>The current ambassador's reviews, and whom they can ask one about.</summary>
    public async Task<(IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<ReviewablePerson> People)> OfMineAsync(CancellationToken ct = default)
    {
        var mine = (await me.GetAsync(ct)).Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await db.Reviewable(mine).OrderBy(p => p.SortName).Select(p => new ReviewablePerson(p.Id, p.Name)).ToListAsync(ct);
        return (await RowsAsync(db, db.CreditReviews.Where(r => r.By == mine), ct), people);
    }

    /// <summary>All reviews, open ones first. Only for the lead.</summary>
    public async Task<IReadOnlyList<ReviewRow>> OfAllAsync(CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await RowsAsync(db, db.CreditReviews, ct);
    }

    private static async Task<IReadOnlyList<ReviewRow>> RowsAsync(RolloutDb db, IQueryable<CreditReview> which, CancellationToken ct)
    {
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        var rows = await (
            from r in which
            join a in db.Ambassadors on r.By equals a.Id
            join p in db.People on a.Person equals p.Id
            join c in db.People on r.Colleague equals c.Id
            orderby r.AnsweredAt != null, r.At descending
            select new
            {
                r.Id,
                AskedBy = p.Name,
                Colleague = c.Name,
                r.Words,
                r.At,
                r.Answer,
                CountsFor = db.People.Where(q => db.Credits.Any(d => d.Colleague == r.Colleague && db.Ambassadors.Any(b => b.Id == d.Ambassador && b.Person == q.Id))).Select(q => q.Name).FirstOrDefault(),
                AnsweredBy = db.People.Where(q => q.Id == r.AnsweredBy).Select(q => q.Name).FirstOrDefault(),
            }).Take(200).ToListAsync(ct);
        return rows.ConvertAll(r => new ReviewRow(r.Id, r.AskedBy, r.Colleague, r.Words, r.At.InZone(zone).Date, r.CountsFor, r.Answer, r.AnsweredBy));
    }
}

/// <summary>
/// Finds bursts for the lead: many confirmations from one device in a day, or within one minute. Nothing is refused because of it, as it may well have been a
/// kick-off.
/// </summary>
public sealed class FindBursts(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<BurstRow>> RunAsync(CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var since = (clock.GetCurrentInstant() - Confirmation.RetentionPeriod).ToUnixTimeMilliseconds();
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        var found = await db.Database.SqlQuery<Found>(
            $"""
            SELECT b.ambassador AS "Ambassador", p.name AS "Name", b.colleagues AS "Colleagues", b.at AS "At", b.one_device AS "OneDevice"
            FROM (
                SELECT ambassador, count(*) AS colleagues, max(at) AS at, 1 AS one_device FROM confirmations WHERE at > {since} GROUP BY ambassador, device HAVING count(*) >= {Confirmation.Burst}
                UNION ALL
                SELECT ambassador, count(*), max(at), 0 FROM confirmations WHERE at > {since} GROUP BY ambassador, at / 60000 HAVING count(*) >= {Confirmation.Burst}
            ) AS b
            JOIN ambassadors a ON a.id = b.ambassador JOIN people p ON p.id = a.person
            ORDER BY b.at DESC, b.one_device DESC
            """).ToListAsync(ct);
        return found.ConvertAll(f => new BurstRow(
            new AmbassadorId(f.Ambassador), f.Name, (int)f.Colleagues, Instant.FromUnixTimeMilliseconds(f.At).InZone(zone).Date, f.OneDevice == 1));
    }

    private sealed record Found(Guid Ambassador, string Name, long Colleagues, long At, int OneDevice);
}
