using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>One row of the list.</summary>
public sealed record InfosessionRow(
    InfosessionId Id, TopicTitle Title, string? BranchName, LocalDateTime Starts, Instant EndsAt, DateTimeZone Zone, string? Place, bool Online,
    int Seats, int Taken, int Offered, int Waiting, string FacilitatorName, string Language)
{
    /// <summary>The seats anyone can take.</summary>
    public int Free => new SeatCounts(Seats, Taken, Offered, Waiting).Free;

    public bool IsFull => Free == 0;

    public LocalTime Ends => EndsAt.InZone(Zone).TimeOfDay;
}

/// <summary>A page of upcoming infosessions and the filter options.</summary>
public sealed record InfosessionList(IReadOnlyList<InfosessionRow> Rows, int Total, int Page, IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics)
{
    /// <summary>Whether those of other branches are left out; never when there would be nothing else.</summary>
    public bool IsNear { get; init; }

    /// <summary>Shown until the list is loaded.</summary>
    public static readonly InfosessionList Empty = new([], 0, 1, [], []);

    public int Pages => Math.Max(1, (Total + ListInfosessions.PerPage - 1) / ListInfosessions.PerPage);
}

/// <summary>Lists the published upcoming infosessions, soonest first.</summary>
public sealed class ListInfosessions(IDbContextFactory<RolloutDb> dbs, InfosessionFilterOptionsCache choices, IClock clock)
{
    /// <summary>Infosessions per page.</summary>
    public const int PerPage = 25;

    public async Task<InfosessionList> RunAsync(InfosessionFilter filter, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (branches, topics) = await choices.FindAsync(db);
        var wanted = Narrow(db.Coming(clock.GetCurrentInstant()).WithoutDryRuns(), filter);
        var near = filter.Near is { } own ? wanted.Where(s => s.Branch == own || s.Branch == null || s.Link != null) : null;
        var isNear = near is not null && await near.AnyAsync(ct);
        wanted = isNear ? near! : wanted;
        var total = await wanted.CountAsync(ct);
        var page = Math.Clamp(filter.Page, 1, Math.Max(1, (total + PerPage - 1) / PerPage));
        var rows = total == 0 ? [] : await wanted.Rows(db, filter.Order).Skip((page - 1) * PerPage).Take(PerPage).ToListAsync(ct);
        return new InfosessionList(rows, total, page, branches, topics) { IsNear = isNear };
    }

    /// <summary>All infosessions that were found, over all pages.</summary>
    public async Task<IReadOnlyList<InfosessionRow>> AllAsync(InfosessionFilter filter, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Narrow(db.Coming(clock.GetCurrentInstant()).WithoutDryRuns(), filter).Rows(db, filter.Order).ToListAsync(ct);
    }

    private static IQueryable<Infosession> Narrow(IQueryable<Infosession> coming, InfosessionFilter filter)
    {
        coming = filter.Branch is { } branch ? coming.Where(s => s.Branch == branch) : coming;
        coming = filter.Online ? coming.Where(s => s.Link != null) : coming;
        coming = filter.Topic is { } topic ? coming.Where(s => s.Topic == topic) : coming;
        coming = filter.Language is { } language ? coming.Where(s => s.Language == language) : coming;
        coming = filter.Day is { } day ? coming.Where(s => s.Starts >= day.AtMidnight() && s.Starts < day.PlusDays(1).AtMidnight()) : coming;
        return filter.Free ? coming.WithFreeSeat() : coming;
    }
}

internal static class InfosessionRowsQuery
{
    public static IQueryable<Infosession> Coming(this RolloutDb db, Instant now) => db.Infosessions.Where(s => s.State == InfosessionState.Published && s.StartsAt > now);

    /// <summary>Infosessions with a seat anyone can take; there is none while someone waits.</summary>
    public static IQueryable<Infosession> WithFreeSeat(this IQueryable<Infosession> sessions) => sessions.Where(s => s.Waiting == 0 && s.Taken + s.Offered < s.Seats);

    public static IQueryable<InfosessionRow> Rows(this IQueryable<Infosession> sessions, RolloutDb db, InfosessionOrder order = InfosessionOrder.When) =>
        from s in (order switch
        {
            InfosessionOrder.Topic => sessions.OrderBy(s => db.Topics.First(t => t.Id == s.Topic).Title).ThenBy(s => s.Topic),
            InfosessionOrder.Place => sessions.OrderBy(s => s.Branch == null).ThenBy(s => db.Branches.Where(b => b.Id == s.Branch).Select(b => b.Position).FirstOrDefault()),
            InfosessionOrder.Free => sessions.OrderByDescending(s => s.Waiting > 0 ? 0 : s.Seats - s.Taken - s.Offered),
            _ => sessions.OrderBy(s => s.StartsAt),
        }).ThenBy(s => s.StartsAt).ThenBy(s => s.Id)
        join t in db.Topics on s.Topic equals t.Id
        join f in db.People on s.Facilitator equals f.Id
        join b in db.Branches on s.Branch equals (BranchId?)b.Id into branches
        from b in branches.DefaultIfEmpty()
        select new InfosessionRow(
            s.Id, new TopicTitle(t.Title, t.Language, t.Translations), b!.Name, s.Starts, s.EndsAt, s.Zone, s.Place, s.Link != null, s.Seats, s.Taken, s.Offered, s.Waiting, f.Name, s.Language);
}
