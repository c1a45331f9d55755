using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Colleagues;

/// <summary>An ambassador's progress and colleagues: invited, came and done, never what a colleague does on the platform.</summary>
/// <param name="Chance">The chance of making the quota in percent; null when there is nothing to tell.</param>
/// <param name="IsTelling">Whether there is something to go by.</param>
/// <param name="AfterOneMore">The chance in percent after one more colleague.</param>
/// <param name="Colleagues">Newest first.</param>
/// <param name="CreditDays">The days of the credits, oldest first.</param>
public sealed record MyColleagues(
    string GivenName, string Code, Pace Pace, Forecast Forecast, int? Chance, bool IsTelling, int AfterOneMore, TermStatus TermStatus, LocalDate From, LocalDate Until, LocalDate Today, IReadOnlyList<ColleagueRow> Colleagues, IReadOnlyList<LocalDate> CreditDays)
{
    /// <summary>Colleagues who are done by facts that others may know, until they or an import settle it.</summary>
    public int Provisional => Colleagues.Count(c => c.Provisional);

    /// <summary>Colleagues who came and are not done.</summary>
    public int OnTheWay => Colleagues.Count(c => c.State == ColleagueState.Came);
}

/// <summary>A colleague and the last state an ambassador may see: invited, came or done.</summary>
/// <param name="Provisional">Done, and not settled yet.</param>
public sealed record ColleagueRow(string Name, ColleagueState State, LocalDate On, bool Provisional = false);

/// <summary>The state of a colleague, as an ambassador sees it.</summary>
public enum ColleagueState
{
    Invited,
    Came,
    Done,
}

/// <summary>Finds the progress of the current ambassador.</summary>
public sealed class FindMyColleagues(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, FindPool pool, IClock clock)
{
    public async Task<MyColleagues> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var id = actor.Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var standing = await AmbassadorProgressQuery.OfAsync(db, id, clock.GetCurrentInstant(), ct);
        var (facts, today, zone) = (standing.Facts, standing.Today, standing.Facts.Zone);
        var givenName = await db.People.Where(p => p.Id == actor.Id).Select(p => p.GivenName).SingleAsync(ct);
        var done = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            where c.Ambassador == id
            select new { p.Id, p.Name, c.At, c.Provisional }).ToListAsync(ct);
        var invited = await (
            from i in db.Invitations
            join p in db.People on i.Colleague equals p.Id
            where i.Ambassador == id && !db.Credits.Any(c => c.Colleague == p.Id && c.Season != null) // done in a closed season
            select new { p.Id, p.Name, i.InvitedAt, i.CameAt }).WithClosedSeasons().ToListAsync(ct);

        var isDone = done.Select(d => d.Id).ToHashSet();
        var rows = done.Select(d => (d.At, Row: new ColleagueRow(d.Name, ColleagueState.Done, Day(d.At), d.Provisional)))
            .Concat(
                from i in invited
                where !isDone.Contains(i.Id)
                let at = i.CameAt ?? i.InvitedAt!.Value
                select (At: at, Row: new ColleagueRow(i.Name, i.CameAt is null ? ColleagueState.Invited : ColleagueState.Came, Day(at))));
        var paces = await pool.RunAsync();
        return new MyColleagues(
            givenName, facts.Code, standing.Pace, standing.ForecastWith(paces), standing.ChanceWith(paces), standing.Progress.IsTelling, standing.AfterOneMore(paces), standing.TermStatus, facts.From, facts.Until, today,
            [.. rows.OrderByDescending(r => r.At).Select(r => r.Row)],
            [.. done.Select(d => Day(d.At)).Order()]);

        LocalDate Day(Instant at) => at.InZone(zone).Date;
    }
}
