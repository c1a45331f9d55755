using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Contracts;

/// <summary>The stored facts about one ambassador's progress.</summary>
/// <param name="Lately">Credits of the current term.</param>
/// <param name="OnTheWay">Colleagues who came and are not done.</param>
internal sealed record AmbassadorProgressRow(
    AmbassadorId Id, PersonId Person, string Name, string SearchName, string SortName, string Code, BranchId BranchId, string Branch, string BranchCode, int Position,
    DateTimeZone Zone, string Country, int Quota, LocalDate From, LocalDate Until, Instant AppointedAt, bool SteppedDown, int Done, int Lately, Instant? Last, int OnTheWay);

/// <summary>One ambassador's progress on a day. Pace is computed here and not in SQL, so that all pages agree.</summary>
internal sealed record AmbassadorProgress(AmbassadorProgressRow Facts, LocalDate Today, Pace Pace, Progress Progress, double DaysLeft)
{
    public static AmbassadorProgress Of(AmbassadorProgressRow facts, Instant now)
    {
        var today = now.InZone(facts.Zone).Date;
        var began = LocalDate.Max(facts.From, facts.AppointedAt.InZone(facts.Zone).Date);
        var made = facts.Done >= facts.Quota && facts.Last is not null;
        return new AmbassadorProgress(
            facts,
            today,
            Pace.Of(facts.Quota, facts.Done, facts.From, facts.Until, today, facts.Country),
            new Progress(facts.Lately, made ? Math.Max(1, Worked(facts, began, facts.Last!.Value.InZone(facts.Zone).Date)) : Worked(facts, began, today)),
            Left(facts.Country, LocalDate.Max(began, today), facts.Until, today));
    }

    /// <summary>
    /// The ambassador's contribution to a sum on the day before <paramref name="goLive"/>, or at the end of the window when that is earlier or no go-live is
    /// planned.
    /// </summary>
    public ForecastInput PartUntil(LocalDate? goLive)
    {
        var end = goLive is { } day ? LocalDate.Min(day.PlusDays(-1), Facts.Until) : Facts.Until;
        return new ForecastInput(Progress, Facts.Done, Facts.Quota, Left(Facts.Country, LocalDate.Max(Facts.From, Today), end, Today));
    }

    /// <summary>The status of the term today.</summary>
    public TermStatus TermStatus =>
        Facts.SteppedDown ? TermStatus.SteppedDown : Today < Facts.From ? TermStatus.NotYet : Today > Facts.Until ? TermStatus.Over : TermStatus.Open;

    /// <summary>The chance in percent after one more colleague.</summary>
    public int AfterOneMore(PacePrior pool) =>
        Forecast.Of(pool, Progress with { Credits = Progress.Credits + 1 }, Facts.Done + 1, Facts.Quota, DaysLeft).Percent;

    public Forecast ForecastWith(PacePrior pool) => Forecast.Of(pool, Progress, Facts.Done, Facts.Quota, DaysLeft);

    /// <summary>Working days since they began, for someone who made the quota and may continue.</summary>
    public double DaysToNow => Worked(Facts, LocalDate.Max(Facts.From, Facts.AppointedAt.InZone(Facts.Zone).Date), Today);

    // Today counts as half a day.
    private static double Worked(AmbassadorProgressRow facts, LocalDate began, LocalDate until) =>
        PublicHolidays.WorkingDays(facts.Country, began, until) + (until >= began && PublicHolidays.IsWorkingDay(facts.Country, until) ? 0.5 : 0);

    private static double Left(string country, LocalDate from, LocalDate until, LocalDate today) =>
        PublicHolidays.WorkingDays(country, from, until.PlusDays(1)) - (from == today && from <= until && PublicHolidays.IsWorkingDay(country, today) ? 0.5 : 0);
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
        var days = serving.Sum(s => Math.Max(1, PublicHolidays.WorkingDays(s.Facts.Country, s.Facts.From, s.Facts.Until.PlusDays(1))));
        return PacePrior.Of(serving.Select(s => s.Progress), serving.Count == 0 ? 0.25 : serving.Sum(s => (double)s.Facts.Quota) / days);
    }

    private static IQueryable<AmbassadorProgressRow> Facts(RolloutDb db, IQueryable<Ambassador> of)
    {
        var credits =
            from c in db.Credits
            where c.Season == null
            join a in of on c.Ambassador equals a.Id
            group new { c.At, Lately = c.At >= a.AppointedAt ? 1 : 0 } by c.Ambassador into g
            select new { Ambassador = g.Key, Done = g.Count(), Lately = g.Sum(c => c.Lately), Last = (Instant?)g.Max(c => c.At) };
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
                a.Id, p.Id, p.Name, p.SearchName, p.FamilyName + " " + p.GivenName, a.Code, b.Id, b.Name, b.Code, b.Position, b.Zone, b.Country, a.Quota, a.From, a.Until,
                a.AppointedAt, a.SteppedDownAt != null, (int?)c.Done ?? 0, (int?)c.Lately ?? 0, c.Last, (int?)i.OnTheWay ?? 0)).IgnoreQueryFilters();
    }
}
