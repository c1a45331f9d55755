using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <summary>
/// <see cref="CreditAttribution"/> in SQL, for any number of colleagues at once. The statements run on both databases, and a test compares them with the
/// domain's function on random histories.
/// </summary>
internal sealed class CreditSettlementSql(Staging staging)
{
    private static readonly StagedTable Terms = new(
        "settle_terms", [("ambassador", typeof(Guid)), ("person", typeof(Guid)), ("opens", typeof(long)), ("closes", typeof(long)), ("earlier", typeof(bool))]);

    private static readonly StagedTable People = new("settle_people", [], "person guid PRIMARY KEY");

    private static readonly StagedTable Earned = new(
        "settle_earned", [], "colleague guid PRIMARY KEY, ambassador guid, at bigint, evidence text, definition integer, provisional boolean");

    // The acceptances and claims of a colleague, and when the ambassador first asked.
    private const string Ways =
        """
        SELECT * FROM (
            SELECT m.colleague, m.ambassador, m.at AS began, m.no_yes, min(m.at) OVER (PARTITION BY m.colleague, m.ambassador) AS asked
            FROM (
                SELECT colleague, ambassador, invited_at AS at, CAST(NULL AS integer) AS no_yes FROM invitations WHERE invited_at IS NOT NULL
                UNION ALL SELECT colleague, ambassador, came_at, 0 FROM invitations WHERE came_at IS NOT NULL
                UNION ALL SELECT colleague, ambassador, at, 1 FROM claims WHERE contradicted_at IS NULL
            ) AS m
            WHERE m.colleague IN (SELECT person FROM settle_people)
        ) AS bound
        WHERE no_yes IS NOT NULL
        """;

    // The earliest evidence that counts; the profile may be known to be complete from before there was evidence.
    private const string First =
        """
        SELECT e.colleague, e.kind, e.definition, CASE WHEN p.profile_complete_since < e.since THEN p.profile_complete_since ELSE e.since END AS complete,
            row_number() OVER (PARTITION BY e.colleague ORDER BY e.since, e.kind, e.definition) AS place
        FROM profile_evidence e JOIN people p ON p.id = e.colleague
        WHERE e.counts AND e.colleague IN (SELECT person FROM settle_people)
        """;

    // Only evidence that others cannot have given settles a credit.
    private const string Unsettled =
        "NOT EXISTS (SELECT 1 FROM profile_evidence s WHERE s.colleague = ranked.colleague AND s.counts AND s.kind IN ('SignedIn', 'PersonalLink', 'Observed'))";

    // Earlier windows are not stored; all that is known is that a credit was given in one.
    private const string EarnedEarlier = "SELECT 1 FROM credits k WHERE k.colleague = w.colleague AND k.earned_by = w.ambassador AND k.at < t.closes AND k.season IS NULL";

    private const string LastMove = """(SELECT m."to" FROM credit_moves m WHERE m.credit = e.colleague ORDER BY m.at DESC, m.id DESC LIMIT 1)""";

    /// <summary>The temporary tables it uses.</summary>
    public static IReadOnlyList<StagedTable> Tables => [Terms, People, Earned];

    /// <summary>Stages when each ambassador's term opens and closes, converting local days to instants. Call before the transaction begins.</summary>
    public async Task StageTermsAsync(RolloutDb db, CancellationToken ct)
    {
        var ambassadors = await (
            from a in db.Ambassadors.AsNoTracking()
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            select new { Ambassador = a, b.Zone }).ToListAsync(ct);
        await using var writer = staging.OpenWriter(Terms);
        foreach (var each in ambassadors)
        {
            var (opens, closes) = each.Ambassador.TimesIn(each.Zone);
            await writer.WriteAsync([each.Ambassador.Id.Value, each.Ambassador.Person.Value, opens.ToUnixTimeMilliseconds(), closes.ToUnixTimeMilliseconds(), false], ct);
            if (each.Ambassador.WindowMovedAt is { } moved)
            {
                await writer.WriteAsync([each.Ambassador.Id.Value, each.Ambassador.Person.Value, 0L, moved.ToUnixTimeMilliseconds(), true], ct);
            }
        }

        await writer.CompleteAsync(ct);
    }

    /// <param name="people">SQL that selects the colleagues to settle.</param>
    public async Task<CreditSettlementResult> SettleAsync(string people, CancellationToken ct)
    {
        await staging.ExecuteAsync($"DELETE FROM settle_people; DELETE FROM settle_earned; INSERT INTO settle_people (person) SELECT DISTINCT person FROM ({people}) AS chosen;", ct);
        await staging.IndexAsync("", "settle_people", ct);
        await staging.ExecuteAsync(
            $"""
            INSERT INTO settle_earned (colleague, ambassador, at, evidence, definition, provisional)
            SELECT colleague, ambassador, at, kind, definition, {Unsettled}
            FROM (
                SELECT w.colleague, w.ambassador, f.kind, f.definition, CASE WHEN f.complete > w.began THEN f.complete ELSE w.began END AS at,
                    row_number() OVER (PARTITION BY w.colleague ORDER BY CASE WHEN f.complete > w.began THEN f.complete ELSE w.began END, w.no_yes,
                        CASE WHEN w.began > t.opens THEN w.began ELSE t.opens END, w.began, w.ambassador) AS place
                FROM ({Ways}) AS w
                JOIN ({First}) AS f ON f.colleague = w.colleague AND f.place = 1
                JOIN settle_terms AS t ON t.ambassador = w.ambassador AND t.person <> w.colleague
                    AND (NOT t.earlier OR EXISTS ({EarnedEarlier}))
                WHERE w.began < t.closes AND f.complete >= t.opens AND f.complete < t.closes AND w.asked <= f.complete
            ) AS ranked
            WHERE place = 1
            """, ct);
        await staging.IndexAsync("", "settle_earned", ct);
        return new CreditSettlementResult(TakenBack: await TakeBackAsync(ct), Changed: await ChangeAsync(ct), Given: await GiveAsync(ct));
    }

    private Task<int> TakeBackAsync(CancellationToken ct) => staging.ExecuteAsync(
        "DELETE FROM credits WHERE colleague IN (SELECT person FROM settle_people) AND colleague NOT IN (SELECT colleague FROM settle_earned) AND season IS NULL", ct);

    private Task<int> ChangeAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        UPDATE credits SET
            earned_by = e.ambassador, ambassador = COALESCE({LastMove}, e.ambassador), at = e.at, evidence = e.evidence, definition = e.definition, provisional = e.provisional, version = credits.version + 1
        FROM settle_earned AS e
        WHERE e.colleague = credits.colleague AND credits.season IS NULL
            AND (e.ambassador <> credits.earned_by OR e.at <> credits.at OR e.evidence <> credits.evidence OR e.definition <> credits.definition OR e.provisional <> credits.provisional)
        """, ct);

    private Task<int> GiveAsync(CancellationToken ct) => staging.ExecuteAsync(
        $"""
        INSERT INTO credits (id, colleague, earned_by, ambassador, at, evidence, definition, provisional, version)
        SELECT e.colleague, e.colleague, e.ambassador, COALESCE({LastMove}, e.ambassador), e.at, e.evidence, e.definition, e.provisional, 0
        FROM settle_earned AS e
        WHERE NOT EXISTS (SELECT 1 FROM credits c WHERE c.colleague = e.colleague)
        """, ct);
}
