using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>The stored facts about one ambassador's progress.</summary>
/// <param name="Provisional">How many of the credits are provisional.</param>
/// <param name="Lately">Credits of the current term.</param>
/// <param name="OnTheWay">Colleagues who came and are not done.</param>
internal sealed record AmbassadorProgressRow(
    AmbassadorId Id, PersonId Person, string Name, string SortName, string Code, BranchId BranchId, string Branch, string BranchCode, int Position,
    DateTimeZone Zone, DaysOff DaysOff, LocalTime OpensAt, LocalTime ClosesAt, int Quota, LocalDate From, LocalDate Until, Instant AppointedAt, bool SteppedDown, int Done, int Provisional, int Lately, Instant? Last, int OnTheWay);

/// <summary>One ambassador's progress on a day. Pace is computed here and not in SQL, so that all pages agree.</summary>
internal sealed record AmbassadorProgress(AmbassadorProgressRow Facts, Instant Now, LocalDate Today, Pace Pace, Progress Progress, double DaysLeft)
{
    public static AmbassadorProgress Of(AmbassadorProgressRow facts, Instant now)
    {
        var today = now.InZone(facts.Zone).Date;
        var made = facts.Done >= facts.Quota && facts.Last is not null;
        return new AmbassadorProgress(
            facts,
            now,
            today,
            Pace.Of(facts.Quota, facts.Done, facts.From, facts.Until, today, Holidays.Of(facts.DaysOff)),
            new Progress(facts.Lately, made ? Math.Max(1, Worked(facts, facts.Last!.Value)) : Worked(facts, now)),
            Left(facts, now, null));
    }

    /// <summary>The ambassador's contribution to a sum at a moment, or at the end of the window when that is earlier or no moment is given.</summary>
    public ForecastInput PartUntil(Instant? moment) => new(Progress, Facts.Done, Facts.Quota, Left(Facts, Now, moment));

    /// <summary>
    /// The chance of making the quota in percent, where there is something to tell: the window is open, there is something to go by, and it does not deny the
    /// pace. For someone on a steady pace the chance shown is never below one half, because both describe the same outcome.
    /// </summary>
    public int? ChanceWith(PacePrior pool) =>
        !Facts.SteppedDown && Progress.IsTelling && Pace.State is PaceState.OnPace or PaceState.Behind && ForecastWith(pool).Percent is var percent && (Pace.State == PaceState.Behind || percent >= 50)
            ? percent : null;

    /// <summary>Whether they serve and are behind a steady pace: what every page means by needing a hand.</summary>
    public bool NeedsAHand => !Facts.SteppedDown && Pace.State == PaceState.Behind;

    /// <summary>The status of the term today.</summary>
    public TermStatus TermStatus =>
        Facts.SteppedDown ? TermStatus.SteppedDown : Today < Facts.From ? TermStatus.NotYet : Today > Facts.Until ? TermStatus.Over : TermStatus.Open;

    /// <summary>The chance in percent after one more colleague.</summary>
    public int AfterOneMore(PacePrior pool) =>
        Forecast.Of(pool, Progress with { Credits = Progress.Credits + 1 }, Facts.Done + 1, Facts.Quota, DaysLeft).Percent;

    public Forecast ForecastWith(PacePrior pool) => Forecast.Of(pool, Progress, Facts.Done, Facts.Quota, DaysLeft);

    /// <summary>Working days since they began, for someone who made the quota and may continue.</summary>
    public double DaysToNow => Worked(Facts, Now);

    private static double Worked(AmbassadorProgressRow facts, Instant until) => HoursOf(facts).WorkingDays(Instant.Max(StartOf(facts, facts.From), facts.AppointedAt), until);

    private static double Left(AmbassadorProgressRow facts, Instant now, Instant? end)
    {
        var last = StartOf(facts, facts.Until.PlusDays(1));
        return HoursOf(facts).WorkingDays(Instant.Max(StartOf(facts, facts.From), now), end < last ? end.Value : last);
    }

    private static WorkingHours HoursOf(AmbassadorProgressRow facts) => new(facts.Zone, Holidays.Of(facts.DaysOff), facts.OpensAt, facts.ClosesAt);

    private static Instant StartOf(AmbassadorProgressRow facts, LocalDate day) => facts.Zone.AtStartOfDay(day).ToInstant();
}

/// <summary>Queries the progress of all ambassadors: one query over ambassadors, credits and invitations, whatever their number.</summary>
internal static class AmbassadorProgressQuery
{
    /// <summary>The progress of one ambassador.</summary>
    public static async Task<AmbassadorProgress> OfAsync(RolloutDb db, AmbassadorId id, Instant now, CancellationToken ct) =>
        AmbassadorProgress.Of(await Facts(db, db.Ambassadors.Where(a => a.Id == id)).SingleAsync(ct), now);

    public static async Task<List<AmbassadorProgress>> ListAsync(RolloutDb db, Instant now, CancellationToken ct) =>
        (await Facts(db, db.Ambassadors).ToListAsync(ct)).ConvertAll(f => AmbassadorProgress.Of(f, now));

    /// <summary>Fits the prior to the ambassadors who are serving.</summary>
    public static PacePrior Pool(IEnumerable<AmbassadorProgress> standings)
    {
        var serving = standings.Where(s => !s.Facts.SteppedDown).ToList();
        var days = serving.Sum(s => Math.Max(1, Holidays.Of(s.Facts.DaysOff).WorkingDays(s.Facts.From, s.Facts.Until.PlusDays(1))));
        return PacePrior.Of(serving.Select(s => s.Progress), serving.Count == 0 ? 0.25 : serving.Sum(s => (double)s.Facts.Quota) / days);
    }

    private static IQueryable<AmbassadorProgressRow> Facts(RolloutDb db, IQueryable<Ambassador> of)
    {
        var credits =
            from c in db.Credits
            where c.Season == null
            join a in of on c.Ambassador equals a.Id
            group new { c.At, Provisional = c.Provisional ? 1 : 0, Lately = c.At >= a.AppointedAt ? 1 : 0 } by c.Ambassador into g
            select new { Ambassador = g.Key, Done = g.Count(), Provisional = g.Sum(c => c.Provisional), Lately = g.Sum(c => c.Lately), Last = (Instant?)g.Max(c => c.At) };
        var coming = db.Invitations
            .Where(i => of.Any(a => a.Id == i.Ambassador) && i.CameAt != null && !db.Credits.Any(c => c.Colleague == i.Colleague))
            .GroupBy(i => i.Ambassador)
            .Select(g => new { Ambassador = g.Key, OnTheWay = g.Count() });
        // Colleagues who count in a closed season are done as well, so seasons are handled explicitly here.
        return (
            from a in of
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            join c in credits on a.Id equals c.Ambassador into cs
            from c in cs.DefaultIfEmpty()
            join i in coming on a.Id equals i.Ambassador into ins
            from i in ins.DefaultIfEmpty()
            select new AmbassadorProgressRow(
                a.Id, p.Id, p.Name, p.SortName, a.Code, b.Id, b.Name, b.Code, b.Position, b.Zone,
                new DaysOff(b.Country, b.Region, b.KeepsLiberationDay, b.Periods), b.OpensAt, b.ClosesAt, a.Quota, a.From, a.Until,
                a.AppointedAt, a.SteppedDownAt != null, (int?)c.Done ?? 0, (int?)c.Provisional ?? 0, (int?)c.Lately ?? 0, c.Last, (int?)i.OnTheWay ?? 0)).WithClosedSeasons();
    }
}
