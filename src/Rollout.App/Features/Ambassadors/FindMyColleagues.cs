using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Data;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors;

/// <summary>How an ambassador stands, and who has come: invited, came and done, never what a colleague does on the platform.</summary>
/// <param name="Colleagues">Newest first.</param>
/// <param name="CreditDays">The days of the credits, oldest first.</param>
public sealed record MyColleagues(
    string GivenName, string Code, Pace Pace, Term Term, LocalDate From, LocalDate Until, LocalDate Today, IReadOnlyList<ColleagueRow> Colleagues, IReadOnlyList<LocalDate> CreditDays);

/// <summary>A colleague and the last thing that is theirs to know: invited, came or done.</summary>
public sealed record ColleagueRow(string Name, ColleagueState State, LocalDate On);

/// <summary>How far a colleague is.</summary>
public enum ColleagueState
{
    Invited,
    Came,
    Done,
}

/// <summary>How the ambassador who is asking stands.</summary>
public sealed class FindMyColleagues(IDbContextFactory<RolloutDb> dbs, CurrentPerson me, IClock clock)
{
    public async Task<MyColleagues> RunAsync(CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        var id = actor.Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from a in db.Ambassadors.AsNoTracking()
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.Id == id
            select new { Ambassador = a, p.GivenName, b.Zone }).SingleAsync(ct);
        var done = await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            where c.Ambassador == id
            select new { p.Id, p.Name, c.At }).ToListAsync(ct);
        var invited = await (
            from i in db.Invitations
            join p in db.People on i.Colleague equals p.Id
            where i.Ambassador == id
            select new { p.Id, p.Name, i.InvitedAt, i.CameAt }).ToListAsync(ct);

        var (a2, zone) = (found.Ambassador, found.Zone);
        var today = Day(clock.GetCurrentInstant());
        var isDone = done.Select(d => d.Id).ToHashSet();
        var rows = done.Select(d => (d.At, Row: new ColleagueRow(d.Name, ColleagueState.Done, Day(d.At))))
            .Concat(
                from i in invited
                where !isDone.Contains(i.Id)
                let at = i.CameAt ?? i.InvitedAt!.Value
                select (At: at, Row: new ColleagueRow(i.Name, i.CameAt is null ? ColleagueState.Invited : ColleagueState.Came, Day(at))));
        return new MyColleagues(
            found.GivenName, a2.Code, Pace.Of(a2.Quota, done.Count, a2.From, a2.Until, today), a2.TermOn(today), a2.From, a2.Until, today,
            [.. rows.OrderByDescending(r => r.At).Select(r => r.Row)],
            [.. done.Select(d => Day(d.At)).Order()]);

        LocalDate Day(Instant at) => at.InZone(zone).Date;
    }
}
